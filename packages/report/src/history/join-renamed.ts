import type { RunFacts } from './run-facts.ts';

/** A set that goes on under another name. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

interface Span {
  readonly set: string;
  readonly cases: ReadonlySet<string>;
  readonly first: number;
  last: number;
}

/** Cases that two names must share before they are held to be one set. */
const alike = 0.8;

/** Finds sets that ended where another one with the same cases began; `nameOf` gives the newest name. */
export function joinRenamed(runs: readonly RunFacts[]): {
  readonly renamings: readonly Renaming[];
  readonly nameOf: (set: string) => string;
} {
  const spans = [...spansOf(runs).values()];
  const renamings = spans.flatMap((span): Renaming[] => {
    const next = spans
      .filter((other) => other.first > span.last && shareOf(span, other) >= alike)
      .toSorted((a, b) => a.first - b.first)[0];
    return next === undefined ? [] : [{ from: span.set, to: next.set }];
  });
  const next = new Map(renamings.map(({ from, to }) => [from, to]));
  return { renamings, nameOf: (set) => follow(next, set) };
}

function follow(next: ReadonlyMap<string, string>, set: string): string {
  const to = next.get(set);
  return to === undefined ? set : follow(next, to);
}

function spansOf(runs: readonly RunFacts[]): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const [at, run] of runs.entries()) {
    for (const { set, cases } of run.cells) {
      const known = spans.get(set);
      if (known !== undefined) known.last = at;
      else spans.set(set, { set, cases: new Set(cases), first: at, last: at });
    }
  }
  return spans;
}

/** Common cases as a share of all cases of both. */
function shareOf(a: Span, b: Span): number {
  if (a.cases.size === 0) return 0;
  const common = [...a.cases].filter((id) => b.cases.has(id)).length;
  return common / (a.cases.size + b.cases.size - common);
}
