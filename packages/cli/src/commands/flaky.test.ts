import { expect, test, vi } from 'vitest';

import { copyFixture } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const row = (id: string, trial: number, output: string): string =>
  `${JSON.stringify({ case_id: id, trial, output })}\n`;

test('a verdict tells how a flaky case fared in the runs before', async () => {
  await using project = await copyFixture('capitals');
  const ids = (await project.read('evals/capitals/cases.jsonl'))
    .trimEnd()
    .split('\n')
    .map((line): string => JSON.parse(line).id);
  const [first = ''] = ids;
  const recorded = await project.read('recorded.jsonl');
  const again = recorded
    .trimEnd()
    .split('\n')
    .map((line) => ({ ...JSON.parse(line), trial: 1 }))
    .filter((one) => one.case_id !== first)
    .map((one) => `${JSON.stringify(one)}\n`)
    .join('');
  await project.write('recorded.jsonl', recorded + again + row(first, 1, 'no idea'));
  for (const day of ['2026-11-01', '2026-11-02', '2026-11-03']) {
    const run = project.in({ now: new Date(`${day}T09:00:00Z`) });
    expect((await run('run', '--quiet', '--trials', '2')).code).toBe(0);
  }
  const { out } = await project.pawl('gate', '--json', '--baseline', 'none');
  const flaky = JSON.parse(out).findings.find((one: { code: string }) => one.code === 'flaky');
  expect(flaky.cases).toEqual([
    {
      case: first,
      passed: 1,
      trials: 2,
      variance: 0.5,
      needed: 6,
      earlier: { runs: 2, mixed: 2, flips: 0 },
    },
  ]);
  const { out: text } = await project.pawl('gate', '--baseline', 'none');
  expect(text).toContain('mixed in 2 of 2, 0 flips');
});
