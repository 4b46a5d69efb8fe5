import type { TrialFinished } from '@pawl/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkCsv, SAFE } from '../fixtures/adversarial/inert.mjs';
import { anyHostile, hostileTexts } from '../testing/hostile-texts.ts';
import { renderCsv } from './scores-csv.ts';

function buildTrials(text: string): readonly TrialFinished[] {
  const key = { type: 'trial-finished', index: 0, set: text, case: text, target: text } as const;
  const scores = [
    { kind: 'scored', scorer: text, value: 0.5, reason: text },
    { kind: 'unscored', scorer: 'policy', reason: text },
  ] as const;
  return [
    {
      ...key,
      trial: 0,
      request: 'r',
      result: { kind: 'answered', scores, durationMs: 12, costUsd: 0.01 },
    },
    {
      ...key,
      trial: 1,
      request: 'r',
      result: { kind: 'faulted', fault: { code: 'timeout', message: text }, durationMs: 60_000 },
    },
  ];
}

test('one line a score, and one for a faulted trial', () => {
  expect(renderCsv(buildTrials('=a')).split('\r\n')).toMatchInlineSnapshot(`
    [
      "set,target,case,trial,kind,scorer,value,reason,duration_ms,cost_usd",
      ""'=a","'=a","'=a",0,scored,"'=a",0.5,"'=a",12,0.01",
      ""'=a","'=a","'=a",0,unscored,"policy",,"'=a",12,0.01",
      ""'=a","'=a","'=a",1,faulted,,,"timeout: =a",60000,",
      "",
    ]
  `);
});

test.each(hostileTexts)('keeps $id inert', ({ text }) => {
  const rendered = renderCsv(buildTrials(text));
  expect(checkCsv(text, rendered, renderCsv(buildTrials(SAFE)))).toEqual([]);
});

test('keeps any text inert', () => {
  fc.assert(
    fc.property(anyHostile, (text) => {
      const rendered = renderCsv(buildTrials(text));
      expect(checkCsv(text, rendered, renderCsv(buildTrials(SAFE)))).toEqual([]);
    }),
  );
});
