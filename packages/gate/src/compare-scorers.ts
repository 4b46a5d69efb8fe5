import type { BaselineHeader, Comparison, GatePolicy, ScorerStamp, SetStamp } from '@pawl/core';

import { compareArms, type Arms, type Question } from './compare-arms.ts';
import type { CasePair } from './pair-cases.ts';
import { passMark } from './pass-mark.ts';
import { primaryScorers } from './primary-scorers.ts';
import { benjaminiHochberg, holm } from './statistics/adjust-p-values.ts';

/** What decides which scorers are compared, and by which rules. */
export interface ScorerContext {
  readonly set: SetStamp;
  readonly policy: GatePolicy;
  readonly header?: Pick<BaselineHeader, 'scorers' | 'advisory'>;
}

/**
 * One comparison a scorer. Passing asks that every primary scorer holds, each at the policy's confidence (an
 * intersection–union test needs no correction); *regressed* asks whether any is worse, so its p-values are adjusted
 * after Holm, and one that does not stand the adjustment is unsure.
 */
export function compareScorers(arms: Arms, context: ScorerContext): Comparison[] {
  const primary = primaryScorers(context);
  const names = new Set([...primary, ...context.set.scorers.map((one) => one.name)]);
  const compared = [...names].map((name) =>
    compareArms(arms, toQuestion(context, name, primary.has(name))),
  );
  return adjustPrimary(compared);
}

function toQuestion(context: ScorerContext, scorer: string, primary: boolean): Question {
  const { policy } = context;
  const stamp: Pick<ScorerStamp, 'binary'> = context.set.scorers.find(
    (one) => one.name === scorer,
  ) ?? { binary: false };
  return {
    scorer,
    primary,
    margin: policy.margin,
    confidence: policy.confidence,
    passAt: passMark(stamp, policy),
  };
}

function adjustPrimary(compared: readonly Comparison[]): Comparison[] {
  const family = compared.filter((one) => one.primary && canErr(one));
  const adjusted = holm(family.map((one) => one.pWorse ?? 1));
  const pValues = new Map(family.map((one, at) => [one, adjusted[at] ?? 1]));
  return compared.map((one) => {
    const pAdjusted = pValues.get(one);
    if (pAdjusted === undefined) return one;
    const stands = one.state !== 'regressed' || pAdjusted <= 1 - one.confidence;
    return { ...one, pAdjusted, state: stands ? one.state : 'unsure' };
  });
}

/** A difference that is 0 because every request is the same cannot be called worse by chance. */
function canErr(comparison: Comparison): boolean {
  const identical =
    comparison.shared === comparison.pairs && comparison.worse + comparison.better === 0;
  return comparison.pWorse !== undefined && !identical;
}

/** One comparison a tag and primary scorer: named slices by their own margin, the others explored under BH control. */
export function compareSlices(arms: Arms, context: ScorerContext): Comparison[] {
  const byTag = pairsByTag(arms.pairing.pairs);
  for (const named of Object.keys(context.policy.slices)) {
    if (!byTag.has(named)) byTag.set(named, []);
  }
  const compared = [...byTag.keys()].toSorted().flatMap((slice) => {
    const pairing = { ...arms.pairing, pairs: byTag.get(slice) ?? [] };
    return [...primaryScorers(context)].map((name) => {
      const margin = context.policy.slices[slice]?.margin ?? context.policy.margin;
      return compareArms(
        { ...arms, pairing },
        { ...toQuestion(context, name, true), slice, margin },
      );
    });
  });
  const adjusted = benjaminiHochberg(compared.map((one) => one.pWorse ?? 1));
  return compared.map((one, at) => ({ ...one, pAdjusted: adjusted[at] ?? 1 }));
}

/** By the tags of both sides: a case that lost its tag on the branch still speaks for it. */
function pairsByTag(pairs: readonly CasePair[]): Map<string, CasePair[]> {
  const byTag = new Map<string, CasePair[]>();
  for (const pair of pairs) {
    for (const tag of new Set([...(pair.before.tags ?? []), ...(pair.after.tags ?? [])])) {
      const known = byTag.get(tag);
      if (known === undefined) byTag.set(tag, [pair]);
      else known.push(pair);
    }
  }
  return byTag;
}
