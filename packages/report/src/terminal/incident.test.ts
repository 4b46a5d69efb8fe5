import { expect, test } from 'vitest';

import { checkActionsLog, checkTerminal } from '../../fixtures/adversarial/inert.mjs';
import { hostileTexts } from '../../testing/hostile-texts.ts';
import { plainPaint, type Canvas } from './canvas.ts';
import { renderIncidents } from './incident-list.ts';
import { renderNewIncident, renderRedaction } from './incident-new.ts';
import type { ShownFault, ShownProof } from './incident-proof.ts';
import { renderIncident } from './incident-show.ts';
import { renderVerification } from './incident-verify.ts';
import { renderWaivers } from './incident-waivers.ts';

const canvas: Canvas = { width: 100, paint: plainPaint };

const proofWith = (...faults: readonly ShownFault[]): ShownProof => ({
  set: 'support',
  case: 'return-window',
  state: faults.length === 0 ? 'proven' : 'unproven',
  faults,
});

const newWith = (proof: ShownProof): string =>
  renderNewIncident(
    { id: 'INC-7', title: 'It happened', severity: 'sev2', files: [], proof, words: {} },
    canvas,
  )
    .split('\n\n')
    .slice(0, 1)
    .join('');

test.each([
  [
    proofWith(),
    '✓ INC-7 is written, and its case `return-window` would have caught it: it fails on the bad output and passes on the good one',
  ],
  [
    proofWith({ side: 'bad', how: 'passes', scorer: 'policy' }),
    '! INC-7 is written, but its case `return-window` would not have caught it: `policy` passes the bad output',
  ],
  [
    proofWith({ side: 'bad', how: 'missing' }),
    '? INC-7 is written, but its case `return-window` may or may not have caught it: no bad output is recorded',
  ],
  [
    proofWith({ side: 'empty', how: 'passes', scorer: 'policy' }),
    '! INC-7 is written, and its case `return-window` would have caught it; its proof still fails: `policy` passes an empty answer',
  ],
  [
    proofWith({ side: 'good', how: 'fails', scorer: 'policy', reason: 'no 30' }),
    '! INC-7 is written, and its case `return-window` would have caught it; its proof still fails: `policy` fails the good output (no 30)',
  ],
  [
    proofWith(
      { side: 'good', how: 'fails', scorer: 'policy' },
      {
        side: 'good',
        how: 'unscored',
        scorer: 'contains',
        reason: 'The case has no `expected`, and the scorer no `value`',
      },
    ),
    '! INC-7 is written, but its case `return-window` is not proven yet: `contains` has no expected answer to compare with also: `policy` fails the good output',
  ],
])('one sentence says what a guard is worth: %#', (proof, sentence) => {
  expect(newWith(proof).replaceAll(/\s+/gu, ' ')).toBe(sentence);
});

test('coverage and catch rate are told with their numbers', () => {
  const row = {
    id: 'INC-7',
    title: 'It happened',
    severity: 'sev1',
    closed: true,
    ageDays: 12.4,
    state: 'stale',
    heldBack: 3,
    failed: '2026-11-02',
  } as const;
  const numbers = { covered: 0, incidents: 1, failures: 4, caught: 3 };
  expect(renderIncidents([row], numbers, canvas)).toMatchInlineSnapshot(`
    "incident        guard   age  failed      held back  title
    INC-7     sev1  stale  12 d  2026-11-02          3  It happened

    ✗ Coverage: 0 of 1 incidents have a proven guard (0.0 %).
    · Catch rate: 3 of 4 failures of guards in checks were held back (75.0 %).
    "
  `);
  expect(renderIncidents([], numbers, canvas)).toContain('No incidents yet');
});

test.each(hostileTexts)('every renderer of incidents keeps $id inert', ({ text }) => {
  const fault = { side: 'bad', how: 'fails', scorer: text, reason: text } as const;
  const proof = { set: text, case: text, state: 'unproven', faults: [fault, fault] } as const;
  const about = { id: text, title: text, severity: 'sev1' } as const;
  const failure = { runId: text, at: '2026-11-02', case: text, target: text, blocked: true };
  const guards = [
    { set: text, case: text, bad: { text }, good: { messages: [{ role: 'user', content: text }] } },
  ] as const;
  const incident = {
    ...about,
    owner: text,
    summary: text,
    rootCause: text,
    guards,
    place: { file: text },
  };
  const numbers = { covered: 0, incidents: 1, failures: 0, caught: 0 };
  const again = { case: text, target: text, trials: 2, failed: 1, faulted: 0, low: 0, high: 1 };
  const verified = {
    ...about,
    closed: true,
    state: 'unproven',
    proofs: [proof],
    reproductions: [again],
  } as const;
  const waiver = {
    file: text,
    set: text,
    cases: [text],
    waives: text,
    until: '2026-11-02',
  };
  const all = [
    renderNewIncident(
      {
        ...about,
        files: [{ file: text, fresh: true }],
        proof,
        words: { mustSay: text, mustNotSay: text },
      },
      canvas,
    ),
    renderRedaction([], [text], canvas),
    renderIncidents(
      [{ ...about, owner: text, closed: false, state: 'proven', heldBack: 0 }],
      numbers,
      canvas,
    ),
    renderIncident(
      {
        incident,
        url: text,
        proofs: [proof],
        failures: [{ ...failure, commit: text, author: text, subject: text }],
      },
      canvas,
    ),
    renderVerification({ incidents: [verified], numbers, closedUnproven: [text] }, canvas),
    renderWaivers({ runId: text, waivers: [waiver], left: [text] }, canvas),
  ].join('');
  expect(checkTerminal(text, all)).toEqual([]);
  expect(checkActionsLog(text, all)).toEqual([]);
});
