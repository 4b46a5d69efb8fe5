import { defaultPolicy, type Baseline, type JsonObject, type RunRecord } from '@pawl/core';
import { compareRuns, toBaseline } from '@pawl/gate';
import { buildHistory } from '@pawl/report/pages';
import { expect, test } from 'vitest';

import { baselineRecord } from './baseline-record.ts';
import { compareSeries } from './compare-series.ts';
import { foldBaselineFacts } from './fold-baseline-facts.ts';

const policy: JsonObject = JSON.parse(JSON.stringify({ ...defaultPolicy, margin: 0.05 }));

/** What was accepted on a day of November: of two hundred cases the first ones are right. */
function accepted(day: number, right: number): Baseline {
  const cases = Array.from({ length: 200 }, (_, at) => ({
    case: `c${at}`,
    hash: `h${at}`,
    request: `r${at}`,
    scores: { equals: [at < right ? 1 : 0], tone: [at < right ? 0.7 : 0.2] },
    tags: [at % 2 === 0 ? 'even' : 'odd'],
  }));
  return {
    header: {
      format: 1,
      set: 'small',
      setVersion: '1.0.0',
      target: 'bot',
      runId: `run-${day}`,
      at: `2026-11-0${day}T09:00:00.000Z`,
      scorers: { equals: 'd1', tone: 'd2' },
      advisory: ['tone'],
      judges: { tone: 'provider/model' },
      policy,
    },
    cases: new Map(cases.map((one) => [one.case, one])),
  };
}

function recordOf(baseline: Baseline): RunRecord {
  const record = baselineRecord([baseline]);
  if (record === undefined) throw new Error('There is no record');
  return record;
}

test('the record of a baseline has its values, and gives the same baseline again', () => {
  const baseline = accepted(1, 150);
  const record = recordOf(baseline);
  const again = toBaseline(record, { set: 'small', target: 'bot' });
  expect(again?.header.scorers).toEqual(baseline.header.scorers);
  expect(again?.header.policy).toMatchObject({ margin: 0.05 });
  for (const [id, one] of baseline.cases) expect(again?.cases.get(id)).toMatchObject(one);
  const [comparison] = compareRuns({ record }, { record: recordOf(accepted(2, 100)) });
  expect(comparison).toMatchObject({ state: 'regressed', lost: 50, gained: 0, margin: 0.05 });
  expect(comparison?.primary).toBe(true);
});

test('a run whose record is gone is stepped over, and nothing is said where none is left', async () => {
  const baselines = [accepted(1, 180), accepted(2, 190), accepted(3, 100)];
  const history = buildHistory({
    runs: baselines.map(foldBaselineFacts),
    now: '2026-11-20T00:00:00.000Z',
  });
  const known = new Map(baselines.map((one) => [one.header.runId, recordOf(one)]));
  const compareWithout = (...gone: readonly string[]) =>
    compareSeries(
      history.series,
      {
        record: async (runId) => (gone.includes(runId) ? undefined : known.get(runId)),
        trials: async () => [],
      },
      '2026-11-03T00:00:00.000Z',
    );
  const whole = await compareWithout();
  expect(whole.shifts).toMatchObject([{ from: 'run-2', to: 'run-3', comparison: { lost: 90 } }]);
  const { shifts } = await compareWithout('run-2');
  expect(shifts).toMatchObject([{ from: 'run-1', to: 'run-3', comparison: { lost: 80 } }]);
  expect(await compareWithout('run-1', 'run-2')).toEqual({ shifts: [], falls: [] });
});
