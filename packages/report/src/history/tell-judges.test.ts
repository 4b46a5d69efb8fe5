import { expect, test } from 'vitest';

import { buildView } from '../../testing/build-report-view.ts';
import { toPlain } from '../phrase.ts';
import type { CalibrationFacts } from './report-view.ts';
import { judgeCourses, tellJudges } from './tell-judges.ts';

const at = (
  day: number,
  value: number,
  more: Partial<CalibrationFacts> = {},
): CalibrationFacts => ({
  set: 'support',
  scorer: 'tone',
  at: `2026-11-0${day}T09:00:00.000Z`,
  outputs: 200,
  labels: ['human'],
  targets: ['bot'],
  agreement: { value, low: value - 0.05, high: value + 0.05 },
  ...more,
});

test('a judge moved when intervals do not meet, and not when they touch', () => {
  const movesOf = (...values: readonly number[]) =>
    judgeCourses(values.map((value, day) => at(day + 1, value)))[0]?.moves.map(({ was, now }) => [
      was.value,
      now.value,
    ]);
  expect(movesOf(0.9, 0.81)).toEqual([]);
  expect(movesOf(0.9, 0.79)).toEqual([[0.9, 0.79]]);
  expect(movesOf(0.7, 0.9, 0.9)).toEqual([[0.7, 0.9]]);
  expect(movesOf(0.9)).toEqual([]);
});

test('kappa alone can tell that a judge moved', () => {
  const kappa = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
  const calibrations = [at(1, 0.9, { kappa: kappa(0.8) }), at(2, 0.9, { kappa: kappa(0.4) })];
  expect(judgeCourses(calibrations)[0]?.moves).toMatchObject([{ measure: 'kappa' }]);
});

test('other labels, other targets and other sets are courses of their own', () => {
  const others = [{}, { labels: ['ann'] }, { targets: ['new'] }, { set: 'sales' }, { scorer: 'x' }];
  const courses = judgeCourses(others.map((more, day) => at(day + 1, 0.9 - day * 0.2, more)));
  expect(courses).toHaveLength(5);
  expect(courses.flatMap(({ moves }) => moves)).toEqual([]);
});

test('only moves of the period are told, a fall as worse', () => {
  const calibrations = [at(1, 0.5), at(2, 0.9), at(8, 0.7)];
  const view = buildView('refund', { calibrations });
  const told = tellJudges(view);
  expect(told.map(({ tone }) => tone)).toEqual(['worse']);
  expect(toPlain(told[0]?.phrase ?? [])).toBe(
    'The judge `tone` of support moved: agreement with people went from 90.0 % to 70.0 % between 2 Nov 2026 and 8 Nov 2026; the intervals do not meet',
  );
});
