import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { buildCell, buildRun, buildView } from '../../testing/build-report-view.ts';
import { toPlain } from '../phrase.ts';
import { buildHistory } from './build-history.ts';
import { caseCourses } from './case-courses.ts';
import { measureAll } from './measure-all.ts';
import { measureSeries } from './measure-series.ts';
import type { CellFacts } from './run-facts.ts';
import { isBreak } from './tell-changes.ts';
import { tellNothing, tellPeriod } from './tell-period.ts';
import { daysFrom, isoDay, momentOf } from './time.ts';
import { underpoweredSets } from './underpowered-sets.ts';

const now = '2026-11-20T12:00:00.000Z';

const historyOf = (...cells: readonly CellFacts[]) =>
  buildHistory({ runs: cells.map((cell, at) => buildRun(at + 1, [cell])), now });

const changesOf = (...cells: readonly CellFacts[]) =>
  historyOf(...cells).series[0]?.points.at(-1)?.changes ?? [];

test('moments are those of the calendar, and days come back as they were', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      (a, b) => {
        const [left, right] = [a.toISOString(), b.toISOString()];
        expect(momentOf(right) - momentOf(left)).toBe(b.getTime() - a.getTime());
        expect(isoDay(momentOf(left))).toBe(left.slice(0, 10));
      },
    ),
  );
  expect(daysFrom('2026-02-27', '2026-03-01')).toBe(2);
  expect(momentOf('no day')).toBe(0);
});

test('the order in which runs are read does not matter, and a run that is there twice counts once', () => {
  const runs = [1, 2, 3, 4].map((day) => buildRun(day, [buildCell([day % 2 === 0, true])]));
  const straight = buildHistory({ runs, now });
  fc.assert(
    fc.property(fc.shuffledSubarray(runs, { minLength: runs.length }), (shuffled) => {
      expect(buildHistory({ runs: [...shuffled, ...shuffled.slice(0, 2)], now })).toEqual(straight);
    }),
  );
});

test('another scorer or judge is a break, another model or prompt is not', () => {
  const base = buildCell([true]);
  const [scorer] = base.scorers;
  const withScorer = (change: object) => ({
    ...base,
    scorers: scorer === undefined ? [] : [{ ...scorer, ...change }],
  });
  expect(changesOf(base, withScorer({ digest: 'scorer-2' }))).toMatchObject([{ kind: 'ruler' }]);
  expect(changesOf(base, withScorer({ judge: 'model-2' }))).toMatchObject([{ kind: 'judge' }]);
  expect(changesOf(base, { ...base, targetDigest: 't2', model: 'gpt-6' })).toEqual([
    { kind: 'target', was: 'gpt-5-mini', now: 'gpt-6' },
  ]);
  expect(changesOf(base, { ...base, servedModels: ['gpt-5-mini-2026-11'] })).toMatchObject([
    { kind: 'served-model' },
  ]);
  expect(isBreak(changesOf(base, withScorer({ digest: 'scorer-2' })))).toBe(true);
  expect(isBreak(changesOf(base, { ...base, targetDigest: 't2' }))).toBe(false);
});

test('cases that came, went or were rewritten are counted', () => {
  const before = buildCell([true, true, true]);
  const after = buildCell([true, true, true], {
    setDigest: 'set-2',
    cases: ['case-0', 'case-1', 'case-9'],
    hashes: ['hash-0', 'other', 'hash-9'],
  });
  expect(changesOf(before, after)).toEqual([{ kind: 'cases', added: 1, removed: 1, rewritten: 1 }]);
});

test('the same configuration that answers otherwise has drifted; a changed one has not', () => {
  const before = buildCell([true, true]);
  const after = buildCell([true, false]);
  expect(changesOf(before, after)).toEqual([{ kind: 'drift', flipped: 1, cases: 2 }]);
  expect(changesOf(before, { ...after, targetDigest: 't2' })).toMatchObject([{ kind: 'target' }]);
});

test('weeks without a run are a gap', () => {
  const cell = buildCell([true]);
  const history = buildHistory({ runs: [buildRun(1, [cell]), buildRun(19, [cell])], now });
  expect(history.series[0]?.points.at(-1)?.changes).toEqual([{ kind: 'gap', days: 18 }]);
});

test('a set that goes on under another name is one series, which is said', () => {
  const cells = [buildCell([true, true]), buildCell([true, false], { set: 'new-name' })];
  const history = historyOf(...cells);
  expect(history.renamings).toEqual([{ from: 'support-policy', to: 'new-name' }]);
  expect(history.series.map(({ set, points }) => [set, points.length])).toEqual([['new-name', 2]]);
});

test('two sets in one run are never one, however alike they are', () => {
  const runs = [1, 2].map((day) =>
    buildRun(day, [buildCell([true]), buildCell([true], { set: 'twin' })]),
  );
  expect(buildHistory({ runs, now }).series).toHaveLength(2);
});

test('clocks that cannot be right are named and no points, like runs of a part', () => {
  const cell = buildCell([true]);
  const runs = [
    buildRun(1, [cell], { finishedAt: '2026-10-31T00:00:00.000Z' }),
    buildRun(3, [cell], { finishedAt: '2026-11-03T08:59:59.000Z' }),
    buildRun(30, [cell]),
    buildRun(2, [cell], { partial: true }),
  ];
  const history = buildHistory({ runs, now });
  expect(history.clockTroubles.map(({ how }) => how)).toEqual([
    'ends-before-start',
    'in-the-future',
  ]);
  expect(history.runs).toHaveLength(4);
  expect(history.runs.at(-1)?.at).toBe('2026-11-03T09:00:00.000Z');
  expect(history.series[0]?.points.map(({ run }) => run.at)).toEqual(['2026-11-03T09:00:00.000Z']);
});

test('a case that was mended and broke again is rework; one that broke once is not', () => {
  const cells = [
    [false, true, true],
    [true, true, false],
    [false, false, true],
  ].map((passes) => buildCell(passes));
  const courses = caseCourses({ points: historyOf(...cells).series[0]?.points ?? [] });
  expect(courses.map(({ rebroken, flips }) => [rebroken, flips])).toEqual([
    [1, 2],
    [0, 1],
    [0, 2],
  ]);
});

test('the states of a case have one entry a run, whatever order its cases have', () => {
  const first = buildCell([true, false]);
  const second = buildCell([false, true], {
    cases: ['case-1', 'case-0'],
    hashes: ['hash-1', 'hash-0'],
  });
  const courses = caseCourses({ points: historyOf(first, second).series[0]?.points ?? [] });
  expect(courses).toMatchObject([
    { case: 'case-1', states: ['failed', 'failed'] },
    { case: 'case-0', states: ['passed', 'passed'] },
  ]);
});

test('spread from run to run is that of successive differences over unchanged configurations', () => {
  const rates = [
    [true, true],
    [true, false],
    [true, true],
  ];
  const [series] = historyOf(...rates.map((passes) => buildCell(passes))).series;
  const measured = series === undefined ? undefined : measureSeries(series, now);
  expect(measured?.runSpread).toEqual({
    share: Math.sqrt((0.25 + 0.25) / 4),
    pairs: 2,
    still: true,
  });
  expect(measured?.flaky).toEqual(['case-1']);
});

test('cases are saturated only after five runs', () => {
  const cells = (runs: number) => Array.from({ length: runs }, () => buildCell([true, false]));
  const measure = (runs: number) => {
    const [series] = historyOf(...cells(runs)).series;
    return series === undefined ? undefined : measureSeries(series, now);
  };
  expect(measure(4)).toMatchObject({ alwaysPassed: [], alwaysFailed: [] });
  expect(measure(5)).toMatchObject({ alwaysPassed: ['case-0'], alwaysFailed: ['case-1'] });
});

test('what got worse is said first, and a small set says how many cases it lacks', () => {
  const view = buildView('refund');
  const all = measureAll(view);
  const told = tellPeriod(view, all);
  expect(told.map(({ tone }) => tone)).toEqual(
    told.map(({ tone }) => tone).toSorted((a, b) => order(a) - order(b)),
  );
  expect(toPlain(told[0]?.phrase ?? [])).toContain('came back, and its guard caught it in 1 run');
  expect(underpoweredSets(all)).toMatchObject([
    { cases: 4, needed: 149, forPower: 400, lacking: 396 },
  ]);
});

const order = (tone: string): number => ['worse', 'doubt', 'better', 'note'].indexOf(tone);

test('a guard that failed and passed later is told as mended, not as worse', () => {
  const view = buildView('refund');
  const verdict = { outcome: 'pass', findings: [], guards: [], worse: [] } as const;
  const newest = view.history.runs.at(-1);
  const at = '2026-11-12T09:00:00.000Z';
  const times = { at, finishedAt: at };
  const later = { ...newest, runId: 'later', verdict, ...times };
  const runs = newest === undefined ? [] : [...view.history.runs, { ...newest, ...later }];
  const history = buildHistory({ runs, now });
  const told = tellPeriod({ ...view, history }, []);
  const guard = told.find(({ phrase }) => toPlain(phrase).includes('came back'));
  expect(guard?.tone).toBe('doubt');
  expect(toPlain(guard?.phrase ?? [])).toContain('it was mended since');
});

test('a fall inside the period is told though its ends hide it', () => {
  const view = buildView('refund');
  const [shift] = view.shifts;
  const [series] = view.history.series;
  const to = series?.points.at(-1)?.run.runId ?? '';
  const held =
    shift === undefined
      ? []
      : [{ ...shift, comparison: { ...shift.comparison, state: 'held' as const } }];
  const falls = shift === undefined ? [] : [{ ...shift, to }];
  const moved = { ...view, shifts: held, falls };
  const told = tellPeriod(moved, measureAll(moved)).map(({ phrase }) => toPlain(phrase));
  expect(told.some((text) => text.includes('fell on 9 Nov 2026: −5.2 points'))).toBe(true);
});

test('what was not compared is never called unchanged', () => {
  const cells = [buildCell([true, true]), buildCell([true, false])];
  const lost = buildView('refund', { history: historyOf(...cells), shifts: [] });
  const told = tellPeriod(lost, measureAll(lost)).map(({ phrase }) => toPlain(phrase));
  expect(told).toContain(
    'Not compared, as the records of the runs are gone: support-policy on `support`',
  );
  const once = measureAll({ ...lost, history: historyOf(buildCell([true])) });
  expect(toPlain(tellNothing(once))).toBe('Nothing could be compared yet: each set was run once');
});

test('drift is told though the provider names the same model, once a set and target', () => {
  const passes = [
    [true, true, true],
    [true, true, false],
    [true, false, true],
  ];
  const history = historyOf(...passes.map((one) => buildCell(one)));
  const view = buildView('refund', { history, since: '2026-11-01T00:00:00.000Z', shifts: [] });
  const told = tellPeriod(view, measureAll(view)).map(({ phrase }) => toPlain(phrase));
  const drifts = told.filter((text) => text.includes('the same configuration answered'));
  expect(drifts).toHaveLength(1);
  expect(drifts[0]).toContain('support-policy on `support`');
  expect(drifts[0]).toContain('2 of 3 cases otherwise');
  expect(drifts[0]).toContain(
    'served by `gpt-5-mini-2026-08` both times, and others in 1 more run',
  );
});

test('today’s owner keeps a set that its runs know no owner of', () => {
  const runs = [buildRun(1, [buildCell([true], { owner: '' })])];
  const owned = buildHistory({ runs, now, owners: new Map([['support-policy', '@me']]) });
  expect(owned.series[0]?.owner).toBe('@me');
  expect(buildHistory({ runs, now }).series[0]?.owner).toBe('');
});

test('a case without an answer for longer than the set allows is stale, the set itself is not', () => {
  const runs = [1, 18].map((day) =>
    buildRun(day, [buildCell([true, true, true], day === 1 ? {} : { answered: [1, 0, 1] })]),
  );
  const [series] = buildHistory({ runs, now }).series;
  const measured = series === undefined ? undefined : measureSeries(series, now);
  expect(measured).toMatchObject({ stale: false, staleCases: ['case-1'] });
});
