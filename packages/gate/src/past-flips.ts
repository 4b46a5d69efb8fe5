import type { FlakyCase, FlakyPast, Verdict } from '@pawl/core';

import { compareText } from './arm.ts';

/** What an earlier run says of the cases of one set on one target. */
export interface EarlierRun {
  readonly set: string;
  readonly target: string;
  readonly cases: ReadonlyMap<string, { readonly passed: number; readonly answered: number }>;
}

/** The verdict with what earlier runs, the oldest first, know of its flaky cases. It decides nothing. */
export function addPastFlips(verdict: Verdict, earlier: readonly EarlierRun[]): Verdict {
  const findings = verdict.findings.map((finding) => {
    if (finding.code !== 'flaky') return finding;
    const runs = earlier.filter((run) => run.set === finding.set && run.target === finding.target);
    const cases = finding.cases.map((one) => withPast(one, runs));
    return { ...finding, cases: longestFirst(cases) };
  });
  return { ...verdict, findings };
}

/** The longest problem first: what was flaky in the most earlier runs, then what needs the most trials. */
export function longestFirst(cases: readonly FlakyCase[]): readonly FlakyCase[] {
  return cases.toSorted(
    (a, b) =>
      unrest(b) - unrest(a) || (b.needed ?? 0) - (a.needed ?? 0) || compareText(a.case, b.case),
  );
}

const unrest = ({ earlier }: FlakyCase): number =>
  earlier === undefined ? 0 : earlier.mixed + earlier.flips;

function withPast(one: FlakyCase, runs: readonly EarlierRun[]): FlakyCase {
  const counts = runs.flatMap((run) => run.cases.get(one.case) ?? []);
  const answered = counts.filter((count) => count.answered > 0);
  return answered.length === 0 ? one : { ...one, earlier: tellPast(answered) };
}

function tellPast(
  counts: readonly { readonly passed: number; readonly answered: number }[],
): FlakyPast {
  const clear = counts.filter(({ passed, answered }) => passed === 0 || passed === answered);
  const passes = clear.map(({ passed }) => passed > 0);
  const flips = passes.filter((pass, at) => at > 0 && pass !== passes[at - 1]).length;
  return { runs: counts.length, mixed: counts.length - clear.length, flips };
}
