import type { Point, Series } from './build-history.ts';
import { caseCourses, type CaseCourse, type CaseState } from './case-courses.ts';
import { isBreak, type Change } from './tell-changes.ts';
import { daysFrom } from './time.ts';

/** What a series shows beside its newest value. */
export interface SeriesMeasures {
  readonly newest: Point;
  readonly courses: readonly CaseCourse[];
  /** Standard deviation of the rate from run to run, as a share; left out below two comparable runs. */
  readonly runSpread?: { readonly share: number; readonly pairs: number; readonly still: boolean };
  /** Standard deviation of one trial around its case's mean; left out for single trials. */
  readonly trialSpread?: number;
  /** Cases whose trials disagree now, or that flipped while nothing was changed. */
  readonly flaky: readonly string[];
  /** Cases that broke again after they had been mended. */
  readonly rework: readonly CaseCourse[];
  /** Cases that passed, or failed, in each of the last runs: they tell nothing new. */
  readonly alwaysPassed: readonly string[];
  readonly alwaysFailed: readonly string[];
  /** How many runs that is said of; 0 when there are too few. */
  readonly saturatedOver: number;
  readonly ageDays: number;
  readonly stale: boolean;
  /** Cases of the newest run that gave no answer for longer than the set allows. */
  readonly staleCases: readonly string[];
  readonly costPerRun?: number;
}

/** Runs after which a case that never changed counts as saturated. */
const saturation = 5;

/** Measures one series on a day. */
export function measureSeries(series: Series, now: string): SeriesMeasures | undefined {
  const newest = series.points.at(-1);
  if (newest === undefined) return undefined;
  const courses = caseCourses(series);
  const spread = runSpread(series.points);
  const { trialSpread } = newest.cell;
  const ageDays = Math.max(0, daysFrom(newest.run.at, now));
  const cost = meanCost(series.points);
  return {
    newest,
    courses,
    ...(spread === undefined ? {} : { runSpread: spread }),
    ...(trialSpread === undefined ? {} : { trialSpread }),
    flaky: flakyCases(series.points, courses),
    rework: courses.filter((course) => course.rebroken > 0),
    ...saturatedCases(courses, series.points.length),
    ageDays,
    stale: ageDays > newest.cell.maxAgeDays,
    staleCases: staleCases(series.points, courses, now),
    ...(cost === undefined ? {} : { costPerRun: cost }),
  };
}

/** From successive differences (von Neumann): s² = Σ(xᵢ₊₁ − xᵢ)² / 2m; over unchanged configurations where there are any. */
function runSpread(points: readonly Point[]): SeriesMeasures['runSpread'] {
  const steps = points.flatMap((point, at) => {
    const [was, now] = [points[at - 1]?.score?.mean, point.score?.mean];
    if (was === undefined || now === undefined || isBreak(point.changes)) return [];
    return [{ step: now - was, still: isStill(point.changes) }];
  });
  const quiet = steps.filter((one) => one.still);
  const used = quiet.length > 0 ? quiet : steps;
  if (used.length === 0) return undefined;
  const squares = used.reduce((sum, { step }) => sum + step * step, 0);
  return {
    share: Math.sqrt(squares / (2 * used.length)),
    pairs: used.length,
    still: quiet.length > 0,
  };
}

/** Whether nothing of ours was different. */
function isStill(changes: readonly Change[]): boolean {
  return changes.every((change) => ['gap', 'served-model', 'drift'].includes(change.kind));
}

function flakyCases(points: readonly Point[], courses: readonly CaseCourse[]): readonly string[] {
  const start = points.findLastIndex((point, at) => at === 0 || !isStill(point.changes));
  return courses
    .filter(({ states }) => {
      const recent = states.slice(start);
      const clear = recent.filter((state) => state === 'passed' || state === 'failed');
      return recent.at(-1) === 'mixed' || new Set(clear).size > 1;
    })
    .map((course) => course.case);
}

function saturatedCases(
  courses: readonly CaseCourse[],
  runs: number,
): Pick<SeriesMeasures, 'alwaysPassed' | 'alwaysFailed' | 'saturatedOver'> {
  if (runs < saturation) return { alwaysPassed: [], alwaysFailed: [], saturatedOver: 0 };
  const always = (wanted: string): string[] =>
    courses
      .filter(({ states }) => states.slice(-saturation).every((state) => state === wanted))
      .map((course) => course.case);
  return {
    alwaysPassed: always('passed'),
    alwaysFailed: always('failed'),
    saturatedOver: saturation,
  };
}

/** A case that never answered is stale as well. */
function staleCases(
  points: readonly Point[],
  courses: readonly CaseCourse[],
  now: string,
): readonly string[] {
  const maxAge = points.at(-1)?.cell.maxAgeDays ?? 0;
  const fresh = points.map(({ run }) => daysFrom(run.at, now) <= maxAge);
  return courses
    .filter(({ states }) => !states.some((state, at) => fresh[at] === true && !isSilent(state)))
    .map((course) => course.case);
}

const isSilent = (state: CaseState): boolean => state === 'faulted' || state === 'absent';

function meanCost(points: readonly Point[]): number | undefined {
  const known = points.flatMap(({ cell }) => cell.cost ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, cost) => sum + cost, 0) / known.length;
}
