import type { BoundedNumber } from '@pawl/core';

import { percent } from '../numbers.ts';
import { code, own, say, type Phrase } from '../phrase.ts';
import type { CalibrationFacts, ReportView } from './report-view.ts';
import type { Statement } from './tell-period.ts';
import { dayText, momentOf } from './time.ts';

/** One scorer beside the same people on outputs of the same targets over time. */
export interface JudgeCourse {
  readonly set: string;
  readonly scorer: string;
  /** Oldest first; never empty. */
  readonly points: readonly CalibrationFacts[];
  readonly moves: readonly JudgeMove[];
}

/** Two neighbouring calibrations that cannot be one judge with luck: their intervals do not meet. */
export interface JudgeMove {
  readonly measure: 'agreement' | 'kappa';
  readonly from: CalibrationFacts;
  readonly to: CalibrationFacts;
  readonly was: BoundedNumber;
  readonly now: BoundedNumber;
}

/** The courses of all scorers that were held against people; other labels or targets are another course. */
export function judgeCourses(calibrations: readonly CalibrationFacts[]): readonly JudgeCourse[] {
  const courses = new Map<string, CalibrationFacts[]>();
  for (const one of calibrations) {
    const key = JSON.stringify([one.set, one.scorer, one.labels, one.targets.toSorted()]);
    courses.set(key, [...(courses.get(key) ?? []), one]);
  }
  return [...courses.values()].flatMap((points) => {
    const [first] = points;
    if (first === undefined) return [];
    return [{ set: first.set, scorer: first.scorer, points, moves: findMoves(points) }];
  });
}

function findMoves(points: readonly CalibrationFacts[]): readonly JudgeMove[] {
  return points.slice(1).flatMap((to, at): JudgeMove[] => {
    const from = points[at];
    if (from === undefined) return [];
    const measure = (['agreement', 'kappa'] as const).find((one) => isApart(from[one], to[one]));
    const [was, now] = measure === undefined ? [] : [from[measure], to[measure]];
    if (measure === undefined || was === undefined || now === undefined) return [];
    return [{ measure, from, to, was, now }];
  });
}

function isApart(a: BoundedNumber | undefined, b: BoundedNumber | undefined): boolean {
  return a !== undefined && b !== undefined && (a.high < b.low || b.high < a.low);
}

/** What a move says, without the names of set and scorer. */
export function phraseMove({ measure, from, to, was, now }: JudgeMove): Phrase {
  const word = measure === 'agreement' ? percent : kappaText;
  const days = `between ${dayText(from.at)} and ${dayText(to.at)}`;
  return own(
    `${measure} with people went from ${word(was.value)} to ${word(now.value)} ${days}; the intervals do not meet`,
  );
}

/** Kappa with two decimals. */
export function kappaText(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

/** The judges that moved in the period. */
export function tellJudges(view: ReportView): Statement[] {
  const since = momentOf(view.since);
  return judgeCourses(view.calibrations).flatMap(({ set, scorer, moves }) =>
    moves
      .filter(({ to }) => momentOf(to.at) >= since && momentOf(to.at) <= momentOf(view.now))
      .map((move): Statement => ({
        tone: move.now.value < move.was.value ? 'worse' : 'better',
        phrase: say`The judge ${code(scorer)} of ${set} moved: ${phraseMove(move)}`,
      })),
  );
}
