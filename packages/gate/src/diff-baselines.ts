import type { Baseline, BaselineCase } from '@pawl/core';

import { compareText, readValues } from './arm.ts';

/** What accepting new values changes. Lists hold case ids in their order. */
export interface BaselineChange {
  readonly set: string;
  readonly target: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Same id, other content. */
  readonly changed: readonly string[];
  readonly scorers: readonly ScorerShift[];
}

/** One scorer's accepted values before and after, over the cases of each side. */
export interface ScorerShift {
  readonly scorer: string;
  readonly kind: 'same' | 'rescored' | 'new' | 'gone';
  readonly before?: number;
  readonly after?: number;
  /** Cases whose mean fell, rose. */
  readonly worse: readonly string[];
  readonly better: readonly string[];
}

/** Compares the accepted values with those that would replace them; without `before` everything is new. */
export function diffBaselines(before: Baseline | undefined, after: Baseline): BaselineChange {
  const old = before?.cases ?? new Map<string, BaselineCase>();
  const ids = (cases: Iterable<string>): string[] => [...cases].toSorted(compareText);
  const both = ids(after.cases.keys()).filter((id) => old.has(id));
  return {
    set: after.header.set,
    target: after.header.target,
    added: ids(after.cases.keys()).filter((id) => !old.has(id)),
    removed: ids(old.keys()).filter((id) => !after.cases.has(id)),
    changed: both.filter((id) => old.get(id)?.hash !== after.cases.get(id)?.hash),
    scorers: scorerNames(before, after).map((scorer) => shiftOf(scorer, before, after)),
  };
}

function scorerNames(before: Baseline | undefined, after: Baseline): string[] {
  const names = new Set(Object.keys(after.header.scorers));
  for (const name of Object.keys(before?.header.scorers ?? {})) names.add(name);
  return [...names];
}

function shiftOf(scorer: string, before: Baseline | undefined, after: Baseline): ScorerShift {
  const was = before?.header.scorers[scorer];
  const now = after.header.scorers[scorer];
  const worse: string[] = [];
  const better: string[] = [];
  for (const [id, one] of after.cases) {
    const [old, fresh] = [meanOf(before?.cases.get(id), scorer), meanOf(one, scorer)];
    if (old === undefined || fresh === undefined || old === fresh) continue;
    (fresh < old ? worse : better).push(id);
  }
  const [oldMean, newMean] = [overall(before, scorer), overall(after, scorer)];
  return {
    scorer,
    kind: kindOf(was, now),
    ...(oldMean === undefined ? {} : { before: oldMean }),
    ...(newMean === undefined ? {} : { after: newMean }),
    worse: worse.toSorted(compareText),
    better: better.toSorted(compareText),
  };
}

function kindOf(was: string | undefined, now: string | undefined): ScorerShift['kind'] {
  if (now === undefined) return 'gone';
  if (was === undefined) return 'new';
  return was === now ? 'same' : 'rescored';
}

function meanOf(one: BaselineCase | undefined, scorer: string): number | undefined {
  const values = one?.scores[scorer];
  return values === undefined ? undefined : readValues(values, 1)?.mean;
}

function overall(baseline: Baseline | undefined, scorer: string): number | undefined {
  let total = 0;
  let count = 0;
  for (const one of baseline?.cases.values() ?? []) {
    const mean = meanOf(one, scorer);
    if (mean === undefined) continue;
    total += mean;
    count += 1;
  }
  return count === 0 ? undefined : total / count;
}
