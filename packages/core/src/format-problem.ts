import { formatPlace } from './place.ts';
import type { Problem } from './problem.ts';

/** One problem as a line, with its hint on the next. */
export function formatProblem(problem: Problem): string {
  const word = problem.severity === 'warning' ? 'warning: ' : '';
  const line = `${formatPlace(problem.place)}  ${word}${problem.message}`;
  return problem.hint === undefined ? line : `${line}\n    ${problem.hint}`;
}

/** The problems in the order of their places; of each kind the first `limit`, then how many more. */
export function capProblems(problems: readonly Problem[], limit = 20): Problem[] {
  const counts = new Map<string, number>();
  const sorted = problems.toSorted(byPlace);
  const shown = sorted.filter((problem) => {
    const key = kindOf(problem);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= limit;
  });
  const rest = [...counts].filter(([, count]) => count > limit);
  return [...shown, ...rest.flatMap(([key, count]) => andMore(sorted, key, count - limit))];
}

const kindOf = (problem: Problem): string => `${problem.severity} ${problem.code}`;

function andMore(sorted: readonly Problem[], key: string, more: number): Problem[] {
  const last = sorted.findLast((problem) => kindOf(problem) === key);
  if (last === undefined) return [];
  const { code, severity, place } = last;
  const message = `and ${more} more of this kind (${code}); this is the last one`;
  return [{ code, severity, place, message }];
}

function byPlace(a: Problem, b: Problem): number {
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0);
}
