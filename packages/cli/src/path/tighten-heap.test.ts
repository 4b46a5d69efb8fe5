import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

/** Asks for a small heap, leaves garbage behind that has grown old, and tells the most that was held at once. */
const program = `
import { tightenHeap } from ${JSON.stringify(fileURLToPath(new URL('tighten-heap.ts', import.meta.url)))};
const [provider, planned] = process.argv.slice(1);
tightenHeap({ planned: Number(planned), parts: [{ targets: [{ provider }] }] });
const lasting = Array.from({ length: 400_000 }, (_, at) => [at]);
let most = 0;
for (let round = 0; round < 400; round += 1) {
  const passing = Array.from({ length: 20_000 }, (_, at) => [at, lasting]);
  most = Math.max(most, process.memoryUsage().heapUsed);
  if (passing.length === 0) break;
}
console.log(Math.round(most / 2 ** 20));
`;

function mostMegabytes(provider: string, planned: number): number {
  const ended = spawnSync(
    process.execPath,
    ['--max-semi-space-size=1', '--input-type=module', '-e', program, provider, String(planned)],
    { encoding: 'utf8' },
  );
  expect(ended.stderr).toBe('');
  return Number(ended.stdout);
}

test('a long run of requests lets its heap grow less; a short or recorded one is left alone', () => {
  const left = mostMegabytes('openai', 100);
  expect(mostMegabytes('openai', 20_000)).toBeLessThan(0.8 * left);
  expect(mostMegabytes('recorded', 20_000)).toBeGreaterThan(0.8 * left);
});
