import type { Comparison, FindingDetail, RuleChange } from '@pawl/core';

/** What the two rulers say together of one scorer. */
export type RulerFinding = Extract<
  FindingDetail,
  { readonly code: 'masked-regression' | 'stricter-set' }
>;

/** One scorer under both rulers. */
export interface BothRulers {
  readonly old: Comparison;
  readonly now: Comparison | undefined;
  /** A critical case fails under the old ruler alone. */
  readonly hidden: boolean;
  readonly edits: readonly RuleChange[];
}

/** Old fails and new does not: the edit hides a regression. Old does not and new fails: the set became stricter. */
export function compareRulers({ old, now, hidden, edits }: BothRulers): RulerFinding | undefined {
  const oldFails = old.state === 'regressed';
  const nowFails = now?.state === 'regressed';
  if (hidden || (oldFails && !nowFails)) {
    return { code: 'masked-regression', old, ...(now === undefined ? {} : { now }), edits };
  }
  return nowFails && !oldFails ? { code: 'stricter-set', edits } : undefined;
}
