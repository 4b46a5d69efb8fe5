import type { Baseline, BaselineCase } from '@pawl/core';

import { readValues, sortedById, type Arm, type ArmCase, type ArmScorer } from './arm.ts';

/** A baseline as one side of a comparison. */
export function baselineArm(baseline: Baseline): Arm {
  const { header } = baseline;
  const scorers = new Map<string, ArmScorer>();
  for (const [name, digest] of Object.entries(header.scorers)) {
    const judge = header.judges[name];
    scorers.set(name, judge === undefined ? { digest } : { digest, judge });
  }
  const cases = sortedById([...baseline.cases.values()].map(toArmCase));
  const byId = new Map(cases.map((one) => [one.id, one]));
  return { set: header.set, target: header.target, scorers, cases, byId };
}

function toArmCase(known: BaselineCase): ArmCase {
  return {
    id: known.case,
    hash: known.hash,
    request: known.request === '' ? undefined : known.request,
    cluster: known.cluster,
    tags: known.tags,
    read: (scorer, passAt) => {
      const values = known.scores[scorer];
      return values === undefined ? undefined : readValues(values, passAt);
    },
  };
}
