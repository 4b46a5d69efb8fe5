import { expect, test } from 'vitest';

import { killRuns, minimalStandard, scoresOf } from '../test-world/kill-runs.ts';

test('twenty kills lose no finished trial and give the record of a run without them', async () => {
  const cases = 300;
  const undisturbed = await killRuns({ kills: 0, cases, random: minimalStandard(1) });
  const killed = await killRuns({ kills: 20, cases, random: minimalStandard(2) });
  expect(killed.kills).toBe(20);
  expect(scoresOf(killed.record)).toEqual(scoresOf(undisturbed.record));
  expect(killed.record.duplicates).toBe(0);
  expect(killed.record.finishedAt).toBeDefined();
  const paid = [...killed.paid.values()].reduce((sum, times) => sum + times, 0);
  expect(paid - cases).toBeLessThanOrEqual(20 * killed.mostInFlight);
}, 120_000);
