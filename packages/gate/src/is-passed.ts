import type { CaseRecord, SetStamp } from '@pawl/core';

import { passMark } from './pass-mark.ts';
import { trialValue } from './record-arm.ts';

/** Whether every finished trial of a case passes every scorer that decides on it. */
export function isPassed(
  one: Pick<CaseRecord, 'case' | 'trials'>,
  set: Pick<SetStamp, 'scorers' | 'policy'>,
): boolean {
  const { primary, onTimeout } = set.policy;
  const deciding = set.scorers.filter(
    (scorer) =>
      (primary === undefined ? !scorer.advisory : primary.includes(scorer.name)) &&
      (scorer.cases === undefined || scorer.cases.includes(one.case)),
  );
  if (deciding.length === 0 || one.trials.length === 0) return false;
  return one.trials.every((trial) =>
    deciding.every((scorer) => {
      const value = trialValue(trial, scorer.name, onTimeout);
      return value !== undefined && value >= passMark(scorer, set.policy);
    }),
  );
}
