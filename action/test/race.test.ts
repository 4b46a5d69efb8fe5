import { afterEach, expect, test, vi } from 'vitest';

import { Scene, twentyFail } from './scene.ts';

vi.setConfig({ testTimeout: 120_000 });

let scene: Scene;

afterEach(() => scene.close());

/** Requests are held back for a moment that differs from one to the next. */
function jitter(): () => Promise<void> {
  let state = 7;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return new Promise((done) => setTimeout(done, state % 60));
  };
}

test('two processes of two pushes end in one comment of the newer one', async () => {
  scene = await Scene.open({ before: jitter() });
  const pull = scene.openPullRequest();
  await scene.gate(pull, { passes: twentyFail });
  for (let round = 0; round < 4; round += 1) {
    const runs = [10 + round * 2, 11 + round * 2];
    await Promise.all(
      runs.map((run) => scene.gate(pull, undefined, { env: { GITHUB_RUN_ID: String(run) } })),
    );
    expect(scene.comments()).toHaveLength(1);
    expect(scene.comments()[0]).toContain(`run=${runs[1]}.1`);
  }
});
