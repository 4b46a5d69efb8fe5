import type { SummaryCell } from '@pawl/core';

import type { Reading } from './arm.ts';
import { passAtK, passHatK } from './statistics/pass-k.ts';
import { sum } from './statistics/sum.ts';

/**
 * pass@k and pass^k as means over the cases, unbiased, for every k that all cases have the trials for; nothing for
 * single trials.
 */
export function passShares(
  readings: readonly Reading[],
): Pick<SummaryCell, 'passAtK' | 'passHatK'> {
  const trials = Math.min(...readings.map((one) => one.trials));
  if (readings.length === 0 || trials < 2) return {};
  const over = (share: typeof passAtK): Record<string, number> =>
    Object.fromEntries(
      Array.from({ length: trials }, (_, at) => {
        const shares = readings.map((one) => share(one.passedTrials, one.trials, at + 1) ?? 0);
        return [String(at + 1), sum(shares) / readings.length];
      }),
    );
  return { passAtK: over(passAtK), passHatK: over(passHatK) };
}
