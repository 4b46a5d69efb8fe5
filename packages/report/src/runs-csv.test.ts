import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkCsv, SAFE } from '../fixtures/adversarial/inert.mjs';
import { buildComparison } from '../testing/build-states.ts';
import { anyHostile, hostileTexts } from '../testing/hostile-texts.ts';
import { renderComparisonsCsv } from './comparisons-csv.ts';
import { renderRunsCsv, type CsvRun } from './runs-csv.ts';

const buildRun = (text: string): CsvRun => ({
  startedAt: '2026-11-20T10:00:00.000Z',
  commit: text,
  verdict: 'pass',
  summary: {
    format: 1,
    runId: text,
    outcome: 'complete',
    planned: 4,
    executed: 4,
    scored: 4,
    faulted: 0,
    cells: [
      {
        set: text,
        setVersion: text,
        target: text,
        scorer: text,
        cases: 4,
        trials: 4,
        passed: 3,
        mean: 0.75,
        interval: { low: 0.3, high: 0.95, level: 0.95 },
        unscored: 0,
        faulted: 0,
        costUsd: 0.02,
      },
    ],
  },
});

test('one line a set, target and scorer, as wide as its header', () => {
  const { summary, ...rest } = buildRun('=a');
  const bare = { ...rest, summary: { ...summary, cells: [] } };
  const lines = renderRunsCsv([buildRun('=a'), bare])
    .trimEnd()
    .split('\r\n');
  expect(lines[1]).toBe(
    `"'=a",2026-11-20T10:00:00.000Z,"'=a",complete,pass,"'=a","'=a","'=a","'=a",4,4,3,0.75,0.3,0.95,0,0,0.02`,
  );
  expect(lines.map((line) => line.split(',').length)).toEqual([18, 18, 18]);
});

test('a comparison tells its numbers and its cases in one line', () => {
  const [header = '', line = ''] = renderComparisonsCsv([
    buildComparison({ lostCases: ['a', '=b'] }),
  ]).split('\r\n');
  expect(line).toBe(
    '"support-policy","support","support","answer",regressed,212,12,1,-0.052,-0.081,-0.022,0.02,0.044,149,"a; =b","greeting"',
  );
  expect(line.split(',')).toHaveLength(header.split(',').length);
});

const renderAll = (text: string): string =>
  renderRunsCsv([buildRun(text)]) +
  renderComparisonsCsv([
    buildComparison({ set: text, target: text, scorer: text, lostCases: [text] }),
  ]);

test.each(hostileTexts)('keeps $id inert', ({ text }) => {
  expect(checkCsv(text, renderAll(text), renderAll(SAFE))).toEqual([]);
});

test('keeps any text inert', () => {
  fc.assert(
    fc.property(anyHostile, (text) => {
      expect(checkCsv(text, renderAll(text), renderAll(SAFE))).toEqual([]);
    }),
  );
});
