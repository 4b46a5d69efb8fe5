import type { Problem, TrialFinished } from '@pawl/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkActionsLog, checkTerminal } from '../../fixtures/adversarial/inert.mjs';
import {
  buildComparison,
  buildRecord,
  buildSummary,
  buildVerdict,
} from '../../testing/build-states.ts';
import { everyFinding } from '../../testing/every-finding.ts';
import { anyHostile, hostileTexts } from '../../testing/hostile-texts.ts';
import { widthOf } from '../sinks/width.ts';
import { ansiPaint, plainPaint, type Canvas } from './canvas.ts';
import { renderCase } from './case.ts';
import { renderComparison } from './comparison.ts';
import { renderUsageError } from './problems.ts';
import { renderRun } from './run.ts';
import { renderRuns } from './runs.ts';
import { renderValidate } from './validate.ts';
import { renderVerdict } from './verdict.ts';

/** Every renderer with the words of others in every field that has some. */
function renderAll(text: string, view: Canvas): string {
  const words = (field: string) => (field === 'fault' ? 'timeout' : text);
  const record = buildRecord({
    set: text,
    scorer: text,
    targets: { [text]: 1 },
    reason: text,
    stamp: () => ({ incidents: [text], tags: [text] }),
  });
  const comparison = buildComparison({
    set: text,
    target: text,
    baselineTarget: text,
    scorer: text,
    lostCases: [text, text],
    added: [text],
  });
  const problem: Problem = {
    code: text,
    severity: 'error',
    place: { file: text, line: 1 },
    message: text,
    hint: text,
  };
  const verdict = buildVerdict({
    runId: text,
    findings: everyFinding(words),
    comparisons: [comparison],
  });
  const row = { runId: text, at: text, commit: text, sets: [text], targets: [text] };
  const note = { code: text, at: text, message: text };
  const notes = [note, note, note, note, { ...note, code: 'store' }];
  return [
    renderRun(
      { record: { ...record, runId: text, commit: text, notes }, summary: buildSummary(record) },
      view,
    ),
    renderVerdict({ verdict, record }, view),
    renderComparison([comparison], view),
    renderCase(caseOf(text), view),
    renderRuns(
      {
        runs: [{ ...row, planned: 1, faulted: 0, outcome: 'complete', dirty: true, mean: 0.5 }],
        trends: [{ set: text, target: text, scorer: text, values: [0, undefined, 1] }],
      },
      view,
    ),
    renderValidate({ sets: [setOf(text)], problems: [problem] }, view),
    renderUsageError({ message: text, hint: text, problems: [problem] }, view),
  ].join('');
}

function setOf(text: string) {
  return {
    name: text,
    version: text,
    owner: text,
    cases: 3,
    disabled: 1,
    guards: 1,
    margin: 0.02,
    needed: 149,
    change: { bump: 'major', before: text, enough: false, what: [text] },
  } as const;
}

function caseOf(text: string) {
  const key = { type: 'trial-finished', index: 0, set: text, case: text, target: text } as const;
  const call = { name: text, arguments: { [text.toWellFormed()]: text.toWellFormed() } };
  const output = {
    text,
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', toolCalls: [call] },
      { role: 'tool', name: text, content: text },
    ],
  } as const;
  const trials: readonly TrialFinished[] = [
    {
      ...key,
      trial: 0,
      request: text,
      result: {
        kind: 'answered',
        output,
        scores: [
          { kind: 'scored', scorer: text, value: 0.5, reason: text },
          { kind: 'unscored', scorer: text, reason: text },
        ],
        durationMs: 1,
      },
    },
    {
      ...key,
      trial: 1,
      request: text,
      result: { kind: 'answered', output: { text, toolCalls: [call] }, scores: [], durationMs: 1 },
    },
    {
      ...key,
      trial: 2,
      request: text,
      result: { kind: 'faulted', fault: { code: 'auth', message: text }, durationMs: 1 },
    },
  ];
  const history = [{ runId: text, at: text, target: text, passed: 1, trials: 1 }];
  return {
    runId: text,
    set: text,
    stamp: {
      id: text,
      hash: 'h',
      trials: 3,
      critical: true,
      incidents: [text],
      tags: [text],
      place: { file: text },
    },
    input: text.toWellFormed(),
    expected: text,
    trials,
    history,
  } as const;
}

describe.each([80, 120, 200, 250])('at %i columns', (width) => {
  test.each(hostileTexts)('every renderer keeps $id inert', ({ text }) => {
    const rendered = renderAll(text, { width, paint: plainPaint });
    expect(checkTerminal(text, rendered)).toEqual([]);
    expect(checkActionsLog(text, rendered)).toEqual([]);
  });
});

test.each(hostileTexts)('no colour of $id passes as ours', ({ text }) => {
  expect(checkTerminal(text, renderAll(text, { width: 100, paint: ansiPaint }))).toEqual([]);
});

test('every renderer keeps any text inert, and no line wider than asked', () => {
  fc.assert(
    fc.property(anyHostile, fc.integer({ min: 40, max: 250 }), (text, width) => {
      const rendered = renderAll(text, { width, paint: plainPaint });
      expect(checkTerminal(text, rendered)).toEqual([]);
      expect(checkActionsLog(text, rendered)).toEqual([]);
      const slack = 1 + 2 * text.split('##[').length; // a defused command takes a column more
      const widest = Math.max(...rendered.split('\n').map(widthOf));
      expect(widest).toBeLessThanOrEqual(width + slack);
    }),
    { numRuns: 60 },
  );
});
