import type { Baseline, BaselineCase } from '@pawl/core';

import { readValues, sortedById, type Arm, type ArmCase, type ArmScorer } from './arm.ts';

/** A baseline as one side of a comparison; `fill` stands for a case's value where it has none. */
export function baselineArm(baseline: Baseline, fill?: 0 | 1): Arm {
  const { header } = baseline;
  const scorers = new Map<string, ArmScorer>();
  for (const [name, digest] of Object.entries(header.scorers)) {
    const judge = header.judges[name];
    scorers.set(name, judge === undefined ? { digest } : { digest, judge });
  }
  const cases = sortedById([...baseline.cases.values()].map((one) => toArmCase(one, fill)));
  const byId = new Map(cases.map((one) => [one.id, one]));
  return { set: header.set, target: header.target, scorers, cases, byId };
}

function toArmCase(known: BaselineCase, fill: 0 | 1 | undefined): ArmCase {
  return {
    id: known.case,
    hash: known.hash,
    request: known.request === '' ? undefined : known.request,
    cluster: known.cluster,
    tags: known.tags,
    read: (scorer, passAt) => {
      const values = readValues(known.scores[scorer] ?? [], passAt);
      return values ?? (fill === undefined ? undefined : readValues([fill], passAt));
    },
  };
}
