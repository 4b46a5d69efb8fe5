import type { TrialFinished } from '@pawl/core';
import { expect, test } from 'vitest';

import {
  buildComparison,
  buildFinding,
  buildRecord,
  buildSummary,
  buildVerdict,
} from '../../testing/build-states.ts';
import { everyFinding } from '../../testing/every-finding.ts';
import { compareDocument, compareDocumentSchema } from './compare-document.ts';
import { documentSchemas } from './document-schemas.ts';
import { runDocument, runDocumentSchema } from './run-document.ts';
import { showDocument, showDocumentSchema } from './show-document.ts';
import { verdictDocument, verdictDocumentSchema, verdictSchema } from './verdict-document.ts';

const readBack = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('a verdict with every finding is its own document', () => {
  const verdict = buildVerdict({
    findings: everyFinding((field) => (field === 'fault' ? 'auth' : field)),
    comparisons: [buildComparison(), buildComparison({ slice: 'refund' })],
  });
  const document = readBack(verdictDocument(verdict));
  expect(verdictDocumentSchema.parse(document)).toEqual(document);
});

test('a verdict comes back from its document as it was', () => {
  const verdict = buildVerdict({
    findings: everyFinding((field) => (field === 'fault' ? 'auth' : field)),
    comparisons: [buildComparison()],
    reason: 'auth',
  });
  expect(verdictSchema.parse(readBack(verdictDocument(verdict)))).toEqual(verdict);
});

test('each finding of the document says what happened and what to do', () => {
  const verdict = buildVerdict({
    findings: [buildFinding({ code: 'regressed', comparison: buildComparison() })],
  });
  expect(verdictDocument(verdict).findings[0]).toMatchObject({
    level: 'fail',
    code: 'regressed',
    set: 'support-policy',
    message: expect.stringMatching(/^Worse: /),
    hint: expect.stringMatching(/^Fix /),
  });
});

test('a foreign or newer verdict is refused', () => {
  const document = verdictDocument(buildVerdict());
  expect(verdictSchema.safeParse({ ...document, format: 2 }).success).toBe(false);
  expect(verdictSchema.safeParse({ ...document, outcome: 'green' }).success).toBe(false);
  expect(verdictSchema.safeParse({ ...document, exitCode: 42 }).success).toBe(false);
});

test('a run is its own document', () => {
  const document = readBack(runDocument(buildSummary(buildRecord())));
  expect(runDocumentSchema.parse(document)).toEqual(document);
});

test('comparisons are their own document', () => {
  const document = readBack(compareDocument([buildComparison({ baselineTarget: 'other' })]));
  expect(compareDocumentSchema.parse(document)).toEqual(document);
});

test('every trial of a run is shown with its scores or its fault', () => {
  const key = { type: 'trial-finished', index: 0, set: 's', case: 'c', target: 't' } as const;
  const call = { name: 'lookup', arguments: { days: 20 } };
  const output = { text: 'no', toolCalls: [call], usage: { inputTokens: 3 }, row: { reward: 1 } };
  const trials: readonly TrialFinished[] = [
    {
      ...key,
      trial: 0,
      request: 'r',
      result: {
        kind: 'answered',
        output,
        scores: [
          { kind: 'scored', scorer: 'a', value: 1 },
          { kind: 'unscored', scorer: 'b', reason: 'no key' },
        ],
        durationMs: 3,
      },
    },
    {
      ...key,
      trial: 1,
      request: 'r',
      result: {
        kind: 'faulted',
        fault: { code: 'auth', message: '401', status: 401 },
        durationMs: 1,
      },
    },
  ];
  const document = readBack(showDocument('r1', trials));
  expect(showDocumentSchema.parse(document)).toEqual(document);
  expect(document).toMatchObject({
    runId: 'r1',
    trials: [
      { kind: 'answered', output: { text: 'no' }, scores: [{ value: 1 }, { kind: 'unscored' }] },
      { kind: 'faulted', fault: { code: 'auth' }, scores: [] },
    ],
  });
});

test('the schemas of all documents are published as JSON Schema', () => {
  const schemas = documentSchemas();
  expect(Object.keys(schemas)).toEqual(['calibrate', 'compare', 'run', 'show', 'verdict']);
  for (const schema of Object.values(schemas)) {
    expect(schema).toMatchObject({ $schema: expect.stringContaining('json-schema.org') });
  }
});
