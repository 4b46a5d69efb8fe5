import { afterEach, expect, test, vi } from 'vitest';

import { projectFiles } from './project.ts';
import { Scene } from './scene.ts';

vi.setConfig({ testTimeout: 60_000 });

let scene: Scene;

afterEach(() => scene.close());

test('thousands of lost cases fit into a comment, a summary and ten annotations, and the rest is counted', async () => {
  scene = await Scene.open();
  const count = 4000;
  scene.project.commit(projectFiles(count));
  await scene.plant({ count });
  const end = await scene.gate(scene.openPullRequest(), { count, passes: () => false });
  expect([end.code, end.outputs['verdict']]).toEqual([1, 'fail']);
  const [comment = ''] = scene.comments();
  expect(Buffer.byteLength(comment)).toBeLessThan(65_536);
  expect(comment).toContain('more cases in the full report');
  expect(Buffer.byteLength(end.summary)).toBeLessThan(1024 * 1024);
  expect(end.log.match(/^::error/gm)).toHaveLength(10);
});
