import { faultTraits } from '@pawl/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkActionsLog, checkTerminal } from '../fixtures/adversarial/inert.mjs';
import { buildComparison, buildFinding } from '../testing/build-states.ts';
import { everyCode, everyFinding } from '../testing/every-finding.ts';
import { anyHostile } from '../testing/hostile-texts.ts';
import { wordFinding, wordFault } from './words.ts';
import { isFaultCode } from './words/fault.ts';

test('every code has its words', () => {
  const codes = new Set(everyFinding((field) => field).map((finding) => finding.code));
  expect([...codes].toSorted()).toEqual(everyCode.toSorted());
});

test('the words are these', () => {
  const lines = everyFinding((field) => field).map((finding) => {
    const { message, hint } = wordFinding(finding, { runId: 'r1' });
    return `${finding.code}: ${message}${hint === undefined ? '' : `\n  → ${hint}`}`;
  });
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "guard-failed: incident (sev1) re-opens: title; its guard \`case\` of set on \`target\` passed 1 of 3 trials (\`scorer\`)
      → Fix it before merging: this happened in production (sev1) and would happen again. Read it: \`pawl show r1 case\`.
    critical-failed: A critical case fails: \`case\` of set on \`target\` passed 1 of 3 trials (\`scorer\`)
      → Fix it: a critical case must pass on every trial. Read it: \`pawl show r1 case\`.
    guard-missing: incident (sev1), title, lost its guard: \`case\` of set on \`target\` was removed
      → Bring the case back as it was, and put a new guard beside it, proven with \`pawl incident verify\`.
    guard-unproven: incident (sev1) has no proven guard: title; reason
      → Mend the case or its scorers; then \`pawl incident verify\`.
    below-minimum: Below its floor: set on \`target\` by \`scorer\` in the slice \`tag\` can be as low as 81.0 %, minimum 90.0 %
      → Raise the score; the floor stands in \`gate.minimum\` and is a promise.
    regressed: Worse: set on \`target\` by \`scorer\` against \`baseline target\` in the slice \`tag\` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2
      → Fix \`lost case\`, or accept the loss with \`pawl waive\`.
    leaning-worse: Probably worse: set on \`target\` by \`scorer\` against \`baseline target\` in the slice \`tag\` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2
      → Measure both sides again with \`pawl check --confirm 3\`, fix \`lost case\`, or accept the loss with \`pawl waive\`.
    unsure: Not sure: set on \`target\` by \`scorer\` against \`baseline target\` in the slice \`tag\` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2; 212 cases are too few for this margin (149 needed); the judge is another one. 212 cases: a drop below 4.4 points would not be visible
      → Run more trials with \`pawl check --confirm 3\`, or add cases.
    held: Held: set on \`target\` by \`scorer\` against \`baseline target\` in the slice \`tag\` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2
    improved: Better: set on \`target\` by \`scorer\` against \`baseline target\` in the slice \`tag\` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2
    not-comparable: Not comparable: set on \`target\` by \`scorer\` against \`baseline target\` in the slice \`tag\`; 212 cases are too few for this margin (149 needed); the judge is another one
      → Keep the accepted run in \`.pawl/runs\`, so that its outputs can be scored again; or measure the accepted configuration again under these definitions, then \`pawl baseline accept\`.
    slice-worse: Worse in a slice: set on \`target\` by \`scorer\` against \`baseline target\` in the slice \`tag\` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2
      → Fix \`lost case\`, or accept the loss with \`pawl waive\`.
    cost-over-budget: Over budget: set on \`target\` may be over its cost a case: $0.0210 ($0.0190 … $0.0240), limit $0.0200, was $0.0150
      → Make it cheaper, or raise \`gate.budgets\` in a change of its own.
    latency-over-budget: Over budget: set on \`target\` is over its p95 latency: 2.4 s (1.9 s … 3.1 s), limit 2.0 s, was 1.8 s
      → Make it faster, or raise \`gate.budgets\` in a change of its own.
    cost-unknown: The cost of set on \`target\` is not known for 12 trials, so the cost budget cannot be judged
      → Give the target a \`price\` in \`pawl.yaml\`.
    run-unfinished: The run did not finish: 412 of 600 trials are done: the provider refused the key
      → Go on where it stopped: \`pawl run --resume r1\`; nothing that was paid for runs twice.
    missing-trials: Trials are missing: set on \`target\` has 15 of 600 trials without a score (2.5 %; 12 faulted, 3 unscored): timeout ×9, fault ×3
      → Raise the timeout of the target, or lower the concurrency. Then \`pawl run --failed r1\`.
    nothing-to-judge: Nothing to judge: no case was planned for set on \`target\` by \`scorer\`
      → Check the filters and the sets with \`pawl run --plan\`; an empty run is never green.
    no-baseline: No baseline yet for set on \`target\` (looked in \`file\`); only the floors were judged
      → Accept a good run: \`pawl baseline accept r1\`, and commit the file.
    bad-baseline: The baseline of set on \`target\` cannot be read: \`file\` is defect; detail
      → Restore the file from git, or accept a good run with \`pawl baseline accept r1\`.
    stale-baseline: The baseline of set on \`target\` is 21 days old (limit 14): \`file\`
      → Measure the accepted configuration again and \`pawl baseline accept r1\`: providers change models under you.
    partial-run: Only a chosen part of the sets was run
      → Run without \`--case\`, \`--tag\` and \`--failed\` for a verdict that may become a baseline.
    cases-added: 7 cases of set on \`target\` are new, without a partner in the baseline: \`case\`, \`b\`, \`c\`, \`d\`, \`e\` and 2 more
    cases-changed: 1 case of set on \`target\` changed, so the baseline has no partner for it: \`one\`
      → An edit can hide what it excuses: lay on the old definitions as well with \`pawl check --against main\`, or accept the edits by name with \`pawl waive\`.
    cases-rescored: 7 cases of set on \`target\` are scored by other rules than before, and so were their accepted outputs: \`case\`, \`b\`, \`c\`, \`d\`, \`e\` and 2 more
    cases-removed: 7 cases of set on \`target\` were removed (allowed: 0): \`case\`, \`b\`, \`c\`, \`d\`, \`e\` and 2 more
      → Bring them back, or raise \`gate.maxRemoved\` in a change of its own.
    rules-changed: This change loosens the rules of set on \`target\`: rule before → after, rule; the baseline's rules judged
      → Change the rules in a pull request of their own, with the owner of the set.
    masked-regression: Worse, and hidden by an edit of the eval set: under the old definitions set on \`target\` by \`answer\` lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2; the new ones pass because of rule before → after, rule
      → Mend the behaviour, or change the eval set in a pull request of its own.
    stricter-set: The eval set set on \`target\` became stricter: rule before → after, rule; what fails now also failed before
    edited-losses: 1 case of set on \`target\` fails under the old definitions and passes under the edited ones: \`one\`; rule before → after, rule
      → If the behaviour was meant to change, say so in the pull request; a case marked \`critical\` holds such an edit back.
    ruler-not-measured: The old and the new definitions of set on \`target\` could not both be measured: reason
      → Fetch the base commit and lay on its definitions: \`pawl check --against main\`.
    served-model-changed: The provider serves another model for set on \`target\`: \`model\` before, \`model\` now
      → Measure the accepted configuration again, then \`pawl baseline accept\`; and pin a dated model, so that a difference is yours and not the provider’s.
    drift: Drift: set on \`target\` answered 31 of 212 unchanged cases differently than in the baseline
      → The provider may have changed the model; measure the baseline again with \`pawl baseline accept r1\`.
    flaky: Flaky: the trials of 1 case of set on \`target\` disagree: \`case\`
      → Give such cases 9 trials, or make the task less a matter of luck.
    cut-answers: set on \`target\` by \`scorer\`: 14 answers (7.0 %) were cut at the length limit
      → Raise \`params.maxOutputTokens\`, or ask for shorter answers.
    few-clusters: set on \`target\` has only 6 independent groups of cases; the interval is rough
      → Add cases that do not belong to an existing cluster; ten groups are the least.
    confirmed: Confirmed: 3 more trials of each side on 40 cases of set on \`target\` are in these numbers
    waiver-invalid: The waiver \`file\` does not count: why
      → Mend the waiver file, or delete it.
    waiver-expired: The waiver \`file\` ended on until (owner owner)
      → Fix what it covered and delete the file; a waiver is never extended by itself."
  `);
});

test('a finding that blocks always says what to do', () => {
  const silent = everyFinding((field) => field).filter(
    (finding) => wordFinding(finding).hint === undefined,
  );
  expect(silent.map((finding) => finding.code)).toEqual([
    'held',
    'improved',
    'cases-added',
    'cases-rescored',
    'stricter-set',
    'confirmed',
  ]);
});

test('a waived finding names its waiver and asks for nothing', () => {
  const finding = buildFinding(
    { code: 'regressed', comparison: buildComparison() },
    { waivedBy: 'evals/waivers/refund.yaml' },
  );
  const { message, hint } = wordFinding(finding);
  expect(message).toMatch(/^Waived by evals\/waivers\/refund\.yaml: Worse: /);
  expect(hint).toBeUndefined();
});

test('a graded score is told by what got worse', () => {
  const comparison = buildComparison({ lost: 0, gained: 0, worse: 40, better: 12 });
  expect(wordFinding(buildFinding({ code: 'regressed', comparison })).message).toContain(
    'scored lower on 40 and higher on 12 of 212 cases',
  );
});

test('a command in a hint quotes the words of others', () => {
  const finding = buildFinding(
    { code: 'critical-failed', trials: 1, passed: 0, scorers: [] },
    { case: "x'; rm -rf ~" },
  );
  expect(wordFinding(finding, { runId: 'r1' }).hint).toContain(
    String.raw`pawl show r1 'x'\''; rm -rf ~'`,
  );
});

test('every fault has a name and an instruction', () => {
  const lines = Object.keys(faultTraits)
    .filter(isFaultCode)
    .map((code) => {
      const fault = { code, message: 'what it said', attempts: 3, status: 429 };
      const { message, hint } = wordFault(fault);
      return `${message} → ${hint}`;
    });
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "No answer in time (timeout, HTTP 429) after 3 attempts: what it said → Raise the timeout of the target, or lower the concurrency.
    Rate limit (rate-limited, HTTP 429) after 3 attempts: what it said → Lower the concurrency, or set requestsPerMinute for the target.
    The provider is overloaded (overloaded, HTTP 429) after 3 attempts: what it said → Try again later.
    The connection broke (connection, HTTP 429) after 3 attempts: what it said → Check the network and the target's address.
    The answer was cut off on the way (truncated, HTTP 429) after 3 attempts: what it said → Try again.
    The provider's server failed (server-error, HTTP 429) after 3 attempts: what it said → Try again later.
    The response was not what the provider promises (bad-response, HTTP 429) after 3 attempts: what it said → Check that baseUrl is the API and not a web page or a proxy.
    Too large (too-large, HTTP 429) after 3 attempts: what it said → Shorten the prompt or the input, or make the target answer with less.
    The provider refused the key (auth, HTTP 429) after 3 attempts: what it said → Set a valid key in the variable that the target names in apiKeyEnv.
    The quota is used up (quota, HTTP 429) after 3 attempts: what it said → Add credit at the provider, or use another key.
    The provider refused the request (bad-request, HTTP 429) after 3 attempts: what it said → Check the target's parameters and the prompt; the same request will be refused again.
    The provider does not have the model (model-missing, HTTP 429) after 3 attempts: what it said → Check the target's model name and baseUrl, and that the key may use it.
    The connection is not trustworthy (tls, HTTP 429) after 3 attempts: what it said → Check the certificate of the host; it is never ignored.
    The host was not found (dns, HTTP 429) after 3 attempts: what it said → Check the target's address and the network.
    The provider is down (provider-down, HTTP 429) after 3 attempts: what it said → Wait until it is back, then resume the run.
    The target threw an error (target-threw, HTTP 429) after 3 attempts: what it said → Mend the target; it should answer, or refuse in words.
    The command ended with an error (target-exited, HTTP 429) after 3 attempts: what it said → Run the target's command by hand with this input.
    The output was not JSON (output-not-json, HTTP 429) after 3 attempts: what it said → Write one JSON document, or plain text, to stdout and nothing else.
    Nothing was recorded for this trial (no-recording, HTTP 429) after 3 attempts: what it said → Record the missing row, or plan fewer trials.
    The process died during this trial (crashed-runner, HTTP 429) after 3 attempts: what it said → Resume the run; if it dies again, run this case alone.
    Cancelled before it was answered (cancelled, HTTP 429) after 3 attempts: what it said → Resume the run.
    The budget was spent (over-budget, HTTP 429) after 3 attempts: what it said → Raise budget.maxCost or run fewer cases.
    Not in the cache (cache-miss, HTTP 429) after 3 attempts: what it said → Run with --cache use, so that what is missing is asked."
  `);
});

test('no words of others break a sentence', () => {
  fc.assert(
    fc.property(anyHostile, (text) => {
      for (const finding of everyFinding(() => text)) {
        const { message, hint = '' } = wordFinding(finding, { runId: text });
        const rendered = `  ${message}\n  ${hint}`;
        expect(checkTerminal(text, rendered)).toEqual([]);
        expect(rendered.split('\n')).toHaveLength(2);
        expect(checkActionsLog(text, rendered)).toEqual([]);
      }
    }),
    { numRuns: 50 },
  );
});

test.each([
  [
    'contains gives no score for the good output (The case has no `expected`, and the scorer no `value`)',
    'Give the case its expected answer (`expected`); then `pawl incident verify`.',
  ],
  ['no good output is recorded', 'Give the incident its good output; then `pawl incident verify`.'],
  [
    'stale',
    'Its case or its scorers changed since it was proven: look at them; then `pawl incident verify`.',
  ],
])('what mends an unproven guard is told by its cause: %s', (reason, mend) => {
  const finding = everyFinding((field) => field).find(({ code }) => code === 'guard-unproven');
  if (finding?.code !== 'guard-unproven') throw new Error('no such finding');
  expect(wordFinding({ ...finding, reason }, { runId: 'r1' }).hint).toBe(mend);
});
