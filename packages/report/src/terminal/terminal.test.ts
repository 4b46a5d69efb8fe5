import type { Problem, RunRecord } from '@pawl/core';
import { expect, test } from 'vitest';

import {
  buildComparison,
  buildFinding,
  buildRecord,
  buildSummary,
  buildVerdict,
} from '../../testing/build-states.ts';
import { plainPaint, type Canvas } from './canvas.ts';
import { renderComparison } from './comparison.ts';
import { renderProblems } from './problems.ts';
import { renderProgress } from './progress.ts';
import { renderRun } from './run.ts';
import { renderRuns } from './runs.ts';
import { renderVerdict } from './verdict.ts';

const canvas: Canvas = { width: 100, paint: plainPaint };

/** Published by OpenAI with GSM8K (grade-school-math, `example_model_solutions.jsonl`): right answers of 1,319. */
const published = {
  '6b_finetuning': 286,
  '6b_verification': 515,
  '175b_finetuning': 458,
  '175b_verification': 742,
};

test('a run of four targets', () => {
  const record = buildRecord({ cases: 1319, targets: published });
  expect(renderRun({ record, summary: buildSummary(record), failures: 4 }, canvas))
    .toMatchInlineSnapshot(`
      "gsm8k 1.0.0 · 1,319 cases · scored by answer
        target                                        pass rate  interval          passed   p50   p95
        6b_finetuning      ····━●···················     21.7 %  19.5 … 23.9  286 / 1,319  1 ms  4 ms
        6b_verification    ·········●━··············     39.0 %  36.4 … 41.7  515 / 1,319  1 ms  4 ms
        175b_finetuning    ········●━···············     34.7 %  32.2 … 37.3  458 / 1,319  1 ms  4 ms
        175b_verification  ·············━●··········     56.3 %  53.6 … 58.9  742 / 1,319  1 ms  4 ms

      Failing cases 3,275 over all targets
        case       target           by      got  reason
        case-0287  6b_finetuning    answer    0  expected 18, got 26
        case-0288  6b_finetuning    answer    0  expected 18, got 26
        case-0516  6b_verification  answer    0  expected 18, got 26
        case-0517  6b_verification  answer    0  expected 18, got 26
        and 3,271 more: \`pawl show 20261120-101500-k3f9\`

      ✓ Complete: 5,276 planned = 5,276 executed = 5,276 scored
        run 20261120-101500-k3f9 · commit 7f27e3d0c
      → Judge it: \`pawl gate 20261120-101500-k3f9\`
      "
    `);
});

test('a run with faults says so, with the instruction', () => {
  const whole = buildRecord({ cases: 3, targets: { support: 3 } });
  const [cell] = whole.cells;
  const fault = { code: 'timeout', message: 'no answer after 60 s', attempts: 3 } as const;
  const record = {
    ...whole,
    cells: [
      {
        set: 'gsm8k',
        target: 'support',
        cases: (cell?.cases ?? []).map((one, at) =>
          at === 2
            ? { ...one, trials: [{ kind: 'faulted' as const, trial: 0, fault, durationMs: 1 }] }
            : one,
        ),
      },
    ],
  };
  const summary = {
    ...buildSummary(whole, { faulted: 1, costUsd: 0.0123 }),
    outcome: 'incomplete' as const,
    scored: 2,
    faulted: 1,
  };
  expect(renderRun({ record, summary }, { ...canvas, width: 80 })).toMatchInlineSnapshot(`
    "gsm8k 1.0.0 · 3 cases · scored by answer
      target   pass rate  interval       passed  faults     cost   p50   p95
      support    100.0 %  100.0 … 100.0   3 / 3       1  $0.0123  1 ms  4 ms

    Missing
      ! 1 × No answer in time (timeout) after 3 attempts: no answer after 60 s
        (\`case-0003\`)
        → Raise the timeout of the target, or lower the concurrency.

    ! Incomplete: 3 planned, 3 executed, 2 scored, 1 faulted
      run 20261120-101500-k3f9 · commit 7f27e3d0c
    → Run what is missing: \`pawl run --failed 20261120-101500-k3f9\`
    "
  `);
});

test('what happened to a run as a whole is told, and which answers ended otherwise than they should', () => {
  const whole = buildRecord({ targets: { support: 3 } });
  const [cell] = whole.cells;
  const finishes = ['length', 'refusal', 'stop'] as const;
  const record: RunRecord = {
    ...whole,
    stopped: 'store',
    notes: [
      { code: 'limit-lowered', at: whole.startedAt, message: 'openai: 16 to 8 calls at once' },
      { code: 'store', at: whole.startedAt, message: 'events.jsonl did not take 400 bytes' },
    ],
    cells: [
      {
        set: 'gsm8k',
        target: 'support',
        cases: (cell?.cases ?? []).map((one, at) => ({
          ...one,
          trials: one.trials.map((trial) => ({ ...trial, finish: finishes[at] ?? 'stop' })),
        })),
      },
    ],
  };
  const shown = renderRun({ record, summary: buildSummary(whole) }, { ...canvas, width: 80 });
  expect(shown.slice(shown.indexOf('Flagged'))).toMatchInlineSnapshot(`
    "Flagged
      ! 1 answer cut at the length limit (\`case-0001\`)
        → Raise params.maxOutputTokens, or ask for shorter answers.
      ! 1 answer refused by the model (\`case-0002\`)
        → Read one with \`pawl show\`; the scorers decide what a refusal is worth.

    Noted
      ! events.jsonl did not take 400 bytes
        → Make room, or mend the folder, and resume the run: what was written is
          whole.

    ✓ Complete: 4 planned = 4 executed = 4 scored
      Stopped: the record could not be written
      run 20261120-101500-k3f9 · commit 7f27e3d0c
    → Judge it: \`pawl gate 20261120-101500-k3f9\`
    "
  `);
});

test('several trials a case tell how often all and any of k pass, in one line', () => {
  const record = buildRecord({ cases: 2, targets: { support: 1 } });
  const summary = buildSummary(record);
  const shares = (values: readonly number[]) =>
    Object.fromEntries(values.map((share, at) => [String(at + 1), share]));
  const passHatK = shares([0.42, 0.2733, 0.22, 0.2]);
  const passAtK = shares([0.42, 0.5, 0.6, 0.7, 0.8, 0.9]);
  const cells = summary.cells.map((cell) => ({ ...cell, passHatK, passAtK }));
  const lines = renderRun({ record, summary: { ...summary, cells } }, { ...canvas, width: 120 });
  expect(lines.split('\n').find((line) => line.includes('pass^k'))).toBe(
    '  all of k trials pass (pass^k): 0.420, 0.273, 0.220, 0.200 · any of k (pass@k): 0.420, 0.500, 0.600, 0.700, …, 0.900',
  );
});

test('a cell without any score shows no number', () => {
  const record = buildRecord({ cases: 2, targets: { support: 0 } });
  const summary = buildSummary(record);
  const cells = summary.cells.map(({ mean: _mean, latencyMs: _latencyMs, ...cell }) => cell);
  expect(renderRun({ record, summary: { ...summary, cells } }, canvas)).toContain('unknown');
});

test('a verdict that blocks', () => {
  const comparison = buildComparison();
  const added = { level: 'note', blocking: false } as const;
  const verdict = buildVerdict({
    findings: [
      buildFinding({ code: 'regressed', comparison }),
      buildFinding({ code: 'cases-added', cases: ['new-one'] }, added),
    ],
    comparisons: [comparison],
  });
  const record = buildRecord({ set: 'support-policy' });
  expect(renderVerdict({ verdict, record }, canvas)).toMatchInlineSnapshot(`
    "✗ Worse: support-policy on \`support\` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2),
      margin 2

    What blocks
      ✗ broke: \`refund-eu-14d\`, \`pii-echo-phone\`, \`tone-angry\`, \`late-parcel\`

    What to do
      → Fix \`refund-eu-14d\`, \`pii-echo-phone\`, \`tone-angry\` and 1 more, or accept the loss with \`pawl
        waive\`.

    Also
      · 1 case of support-policy on \`support\` is new, without a partner in the baseline: \`new-one\`

         set          target   scorer     was     now  points  bounds         lost  gained  cases
      ✗  support-po…  support  answer  96.7 %  91.5 %    −5.2  (−8.1 … −2.2)    12       1    212  worse
      support-policy · support · answer: margin 2 · 212 cases: a drop below 4.4 points would not be
      visible · McNemar p = .003 (mid-p .002) · Tango −9.1 … −1.9 · Newcombe −9.1 … −1.9

    fail · exit 1 · run 20261120-101500-k3f9
    "
  `);
});

test('a verdict that passes is short', () => {
  const same = { state: 'held', lost: 0, gained: 0, worse: 0, better: 0 } as const;
  const comparison = buildComparison({
    ...same,
    candidateMean: 0.967,
    lostCases: [],
    difference: { low: -0.012, mid: 0, high: 0.012 },
  });
  const finding = buildFinding({ code: 'held', comparison }, { level: 'note', blocking: false });
  const verdict = buildVerdict({ findings: [finding], comparisons: [comparison] });
  expect(renderVerdict({ verdict }, canvas)).toMatchInlineSnapshot(`
    "✓ Nothing got worse on 212 cases; a drop below 4.4 points would not be visible

         set           target   scorer     was     now  points  bounds         lost  gained  cases
      ✓  support-pol…  support  answer  96.7 %  96.7 %     0.0  (−1.2 … +1.2)     0       0    212  held
      support-policy · support · answer: margin 2 · 212 cases: a drop below 4.4 points would not be
      visible · McNemar p = .003 (mid-p .002) · Tango −9.1 … −1.9 · Newcombe −9.1 … −1.9

    pass · exit 0 · run 20261120-101500-k3f9
    "
  `);
});

test('two configurations side by side, with the published counts of GSM8K', () => {
  const comparison = buildComparison({
    set: 'gsm8k',
    target: '175b_finetuning',
    baselineTarget: '6b_verification',
    pairs: 1319,
    lost: 209,
    gained: 152,
    baselineMean: 515 / 1319,
    candidateMean: 458 / 1319,
    difference: { low: -0.0668, mid: -0.0432, high: -0.0195 },
    detectable: 0.036,
  });
  expect(renderComparison([comparison], canvas)).toMatchInlineSnapshot(`
    "✗ Worse: gsm8k on \`175b_finetuning\` by \`answer\` against \`6b_verification\` lost 209 and gained 152 of
      1,319 cases, −4.3 points (−6.7 … −2.0), margin 2

         target                                was     now  points  bounds         lost  gained  cases
      ✗  6b_verification → 175b_finetuning  39.0 %  34.7 %    −4.3  (−6.7 … −2.0)   209     152  1,319
      gsm8k · 175b_finetuning · answer: margin 2 · 1,319 cases: a drop below 3.6 points would not be
      visible · McNemar p = .003 (mid-p .002) · Tango −9.1 … −1.9 · Newcombe −9.1 … −1.9

    gsm8k · 175b_finetuning · answer
      lost    \`refund-eu-14d\`, \`pii-echo-phone\`, \`tone-angry\`, \`late-parcel\`
      gained  \`greeting\`
    "
  `);
});

test('nothing in common is said', () => {
  expect(renderComparison([], canvas)).toBe(
    'Nothing to compare: the two sides have no set in common\n',
  );
});

const progress = {
  planned: 5276,
  done: 1204,
  passed: 496,
  faulted: 3,
  cached: 20,
  elapsedMs: 1480,
  costUsd: 0.12,
};

test('progress tells less where there is less room', () => {
  const lines = [120, 80, 50, 40].map((width) => renderProgress(progress, { width }));
  expect(lines).toMatchInlineSnapshot(`
    [
      "██████▊░░░░░░░░░░░░░░░░░░░░░░░  1,204 / 5,276  41.3 % pass  3 faulted  20 cached  814 / s  $0.12  5.0 s left",
      "1,204 / 5,276  41.3 % pass  3 faulted  20 cached  814 / s  $0.12  5.0 s left",
      "1,204 / 5,276  41.3 % pass  3 faulted  5.0 s left",
      "1,204 / 5,276  41.3 % pass  3 faulted",
    ]
  `);
});

test('progress says why nothing happens', () => {
  const limited = { provider: 'openai', why: 'limited', forMs: 23_400 } as const;
  const silent = { provider: 'anthropic', why: 'silent', forMs: 0 } as const;
  const own = { provider: 'openai', why: 'own-limit', forMs: 41_000 } as const;
  const lines = [limited, silent, own].map((standstill) =>
    renderProgress({ ...progress, standstill }, { width: 90 }),
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "1,204 / 5,276  openai asks to wait 24 s  41.3 % pass  3 faulted  20 cached  814 / s  $0.12",
      "1,204 / 5,276  anthropic no longer answers, is asked every 5 s  41.3 % pass  3 faulted",
      "1,204 / 5,276  its limits a minute hold openai for 41 s  41.3 % pass  3 faulted  $0.12",
    ]
  `);
  expect(renderProgress({ ...progress, standstill: limited }, { width: 45 })).toContain('to wait');
});

test('progress before the first trial says nothing that it cannot know', () => {
  const state = { planned: 10, done: 0, passed: 0, faulted: 0, cached: 0, elapsedMs: 0 };
  expect(renderProgress(state, { width: 30 })).toBe('░░░░░░░░░░░░░░░░░░░░░░  0 / 10');
});

test('at most twenty mistakes of a kind are shown', () => {
  const problems = Array.from({ length: 25 }, (_, at): Problem => ({
    code: 'unknown-key',
    severity: 'error',
    place: { file: 'evals/a/set.yaml', line: at + 1, column: 3 },
    message: `Unknown key "k${at}"`,
  }));
  const text = renderProblems(problems, canvas);
  expect(text.match(/✗/g)).toHaveLength(20);
  expect(text).toContain('… and 5 more of the kind unknown-key');
  expect(text).toContain('25 mistakes');
});

test('a history without runs says how to begin', () => {
  expect(renderRuns({ runs: [] }, canvas)).toContain('pawl run');
});
