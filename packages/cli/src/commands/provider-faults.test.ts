import { showDocumentSchema } from '@pawl/report';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { ChaosPlan, Deed } from '../../../../scripts/chaos/plan.ts';
import { spawnChaos, type Chaos } from '../../../../scripts/chaos/spawn-chaos.ts';
import { chaosEnv, startChaosProject } from '../../testing/chaos-project.ts';
import { spawnPawl } from '../../testing/spawn-pawl.ts';

vi.setConfig({ testTimeout: 60_000 });

type Rules = NonNullable<ChaosPlan['rules']>;

const cases = 8;
let chaos: Chaos;

beforeAll(async () => {
  chaos = await spawnChaos();
});

afterAll(() => chaos.stop());

const status = (code: number, more: Partial<Deed & { kind: 'status' }> = {}): Deed => ({
  ...more,
  kind: 'status',
  code,
});
const once = (deed: Deed): Rules => [{ match: { attempt: 1 }, do: deed }];
/** A run of eight cases, one at a time, against a provider that goes wrong; no back-off takes time. */
async function runUnder(rules: Rules, target = '') {
  const plan = { seed: 1, rules };
  await using project = await startChaosProject({ cases, plan, target, chaos });
  const pawl = project.in({ env: chaosEnv, random: () => 0 });
  const { code, out } = await pawl('run', '-j', '1', '--json', '--reporter', 'terminal:said.txt');
  const { outcome, reason, cost } = JSON.parse(out);
  const shown = showDocumentSchema.parse(JSON.parse((await pawl('show', 'latest', '--json')).out));
  const { answers } = JSON.parse((await pawl('cache', '--json')).out);
  const { invariants } = await project.chaos.ledger();
  return {
    ended: { code, outcome, reason },
    cost,
    requests: invariants.requests,
    paid: invariants.paid,
    tooEarly: invariants.tooEarly,
    faults: shown.trials.flatMap((one) => (one.fault ? [`${one.case} ${one.fault.code}`] : [])),
    kept: answers,
    said: (await project.read('said.txt')).replaceAll(/\s+/g, ' '),
  };
}

const complete = { code: 0, outcome: 'complete', reason: undefined };

test.each<[deed: Deed, target?: string]>([
  [status(429)],
  [status(429, { headers: { 'retry-after-ms': '120' } })],
  [status(429, { headers: { 'retry-after': '0' } })],
  [status(429, { headers: { 'retry-after': '-5' } })],
  [status(429, { headers: { 'retry-after': 'soon' } })],
  [status(429, { headers: { 'retry-after': '{now-60s}' } })],
  ...[500, 502, 503, 504, 520, 529].map((code): [Deed] => [status(code)]),
  [{ kind: 'hang-headers' }, ', timeout: 800ms'],
  [{ kind: 'hang-body' }, ', timeout: 800ms'],
  [{ kind: 'drip', ms: 20 }, ', timeout: 800ms'],
  [{ kind: 'reset-before' }],
  [{ kind: 'close-before' }],
  [{ kind: 'reset-mid' }],
  [{ kind: 'cut', at: 40, how: 'length' }],
  [{ kind: 'cut', at: 40, how: 'clean' }],
  [{ kind: 'body', what: 'bad-utf8' }],
  [{ kind: 'body', what: 'html' }],
  [{ kind: 'body', what: 'empty' }],
  [{ kind: 'body', what: 'wrong-shape' }],
  [{ kind: 'body', what: 'err200' }],
  [{ kind: 'body', what: 'no-choices' }],
])('%j once a case costs one more request a case, and nothing else', async (deed, target) => {
  const run = await runUnder(once(deed), target);
  expect(run).toMatchObject({ ended: complete, requests: 2 * cases, faults: [], tooEarly: 0 });
  expect(run.kept).toBe(cases);
});

interface OneFault {
  readonly code: string;
  readonly said: string;
  /** How often the case was asked more than once. */
  readonly again?: number;
}

test.each<[deed: Deed, fault: OneFault]>([
  [status(413), { code: 'too-large', said: 'Shorten the prompt or the input' }],
  [status(451), { code: 'bad-request', said: 'HTTP 451' }],
  [status(410), { code: 'bad-request', said: 'HTTP 410' }],
  [status(501), { code: 'bad-request', said: 'HTTP 501' }],
  [status(500), { code: 'server-error', said: 'after 6 attempts', again: 5 }],
  [
    { kind: 'body', what: 'bad-utf8' },
    { code: 'bad-response', said: 'is not UTF-8', again: 1 },
  ],
  [
    { kind: 'body', what: 'html' },
    { code: 'bad-response', said: 'not JSON: <!doctype html><title>', again: 1 },
  ],
  [
    { kind: 'body', what: 'empty' },
    { code: 'bad-response', said: 'answered 200 and no body', again: 1 },
  ],
  [
    { kind: 'body', what: 'no-choices' },
    { code: 'bad-response', said: 'unknown shape', again: 1 },
  ],
  [
    { kind: 'body', what: 'huge', mb: 40 },
    { code: 'too-large', said: 'larger than 33554432 bytes' },
  ],
  [
    { kind: 'redirect', to: 'loop' },
    { code: 'bad-request', said: 'not followed' },
  ],
])('one case with %j faults alone, is named, and is not kept', async (deed, fault) => {
  const run = await runUnder([{ match: { says: 'question 1' }, do: deed }]);
  expect(run.ended).toEqual({ code: 3, outcome: 'incomplete', reason: 'too-many-faults' });
  expect(run.requests).toBe(cases + (fault.again ?? 0));
  expect(run).toMatchObject({ faults: [`c1 ${fault.code}`], kept: cases - 1 });
  expect(run.said).toContain(fault.said);
  expect(run.said).toContain('(`c1`)');
  expect(run.said).toContain('→ Run what is missing: `pawl run --failed ');
});

interface Hopeless {
  readonly most: number;
  readonly reason: string;
  readonly said: string;
}

const far = { 'retry-after': '1000000000' };
const refused = 'Incorrect API key provided. (key: OPENAI_API_KEY)';
const addCredit = '→ Add credit at the provider';

test.each<[deed: Deed, end: Hopeless]>([
  [
    status(429, { headers: far }),
    {
      most: cases,
      reason: 'rate-limited',
      said: 'asked to wait 1000000000 s more, the limit is 120 s',
    },
  ],
  [status(429, { shape: 'quota' }), { most: 1, reason: 'quota', said: addCredit }],
  [status(429, { shape: 'spend' }), { most: 1, reason: 'quota', said: addCredit }],
  [status(402), { most: 1, reason: 'quota', said: addCredit }],
  [status(401), { most: 1, reason: 'auth', said: `openai answered 401: ${refused}` }],
  [status(403), { most: 1, reason: 'auth', said: `openai answered 403: ${refused}` }],
  [status(404), { most: 2, reason: 'model-missing', said: "→ Check the target's model name" }],
  [status(400), { most: 4, reason: 'too-many-faults', said: "→ Check the target's parameters" }],
  [
    status(500),
    { most: 24, reason: 'provider-down', said: '→ Wait until it is back, then resume' },
  ],
])('a provider that always gives %j is soon asked no more: %j', async (deed, end) => {
  const run = await runUnder([{ do: deed }]);
  expect(run.ended).toEqual({ code: 3, outcome: 'incomplete', reason: end.reason });
  expect(run.requests).toBeLessThanOrEqual(end.most);
  expect(run).toMatchObject({ paid: 0, kept: 0 });
  expect(run.faults).toHaveLength(cases);
  expect(run.said).toContain(end.said);
  expect(run.said).toContain('(`c0`, `c1`, `c2` and ');
});

test.each([
  ['length', 'cut at the length limit'],
  ['refusal', 'refused by the model'],
  ['filter', "stopped by the provider's filter"],
] as const)(
  'an answer that ended with %s is scored, counted and named, and not kept',
  async (what, said) => {
    const run = await runUnder([{ match: { says: 'question 1' }, do: { kind: 'body', what } }]);
    expect(run).toMatchObject({ ended: complete, requests: cases, faults: [], kept: cases - 1 });
    expect(run.said).toContain(`1 answer ${said} (\`c1\`)`);
  },
);

test('an answer without a word is an answer, counted, named and kept', async () => {
  const run = await runUnder([
    { match: { says: 'question 1' }, do: { kind: 'body', what: 'empty-content' } },
  ]);
  expect(run).toMatchObject({ ended: complete, requests: cases, faults: [], kept: cases });
  expect(run.said).toContain('1 answer without a word (`c1`)');
});

test('where one answer has no usage, the cost of the run is unknown, and not less', async () => {
  const known = await runUnder([]);
  const unknown = await runUnder([
    { match: { says: 'question 1' }, do: { kind: 'body', what: 'no-usage' } },
  ]);
  expect([known.cost, unknown.cost]).toEqual([expect.any(Number), undefined]);
  expect(unknown.said).toContain('= 8 scored · cost unknown');
});

test('an answer that cannot be used but was billed is told, and counts against the budget', async () => {
  const useless: Rules = [{ do: { kind: 'body', what: 'no-choices' } }];
  const dear = ', price: { input: 1000, output: 1000 }, concurrency: 1';
  const free = await runUnder(useless, dear);
  const [, billed = ''] = /(\d+) answers that could not be used were billed/.exec(free.said) ?? [];
  expect(Number(billed)).toBe(free.requests);
  const held = await runUnder(useless, `${dear} }\nbudget: { maxCost: 0.01`);
  expect(held.ended).toEqual({ code: 3, outcome: 'incomplete', reason: 'budget' });
  expect(held.requests).toBeLessThan(free.requests);
});

test('where nothing is left of a limit, the answer is kept and the next request waits', async () => {
  const headers = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '50ms' };
  const run = await runUnder([{ do: { kind: 'headers', headers } }]);
  expect(run).toMatchObject({ ended: complete, requests: cases, paid: cases });
});

test('an answer that unpacks to 300 MB is stopped, and the memory stays bounded', async () => {
  const usual = await peakOf([]);
  const bombed = await peakOf([{ do: { kind: 'body', what: 'gzip-bomb', mb: 300 } }]);
  expect(usual.code).toBe(0);
  expect(bombed.code).toBe(3);
  expect(bombed.out).toContain('too-large');
  expect(bombed.peakMb - usual.peakMb).toBeLessThan(100);
});

/** The most memory that a run of one case ever held, in a process of its own. */
async function peakOf(rules: Rules) {
  await using project = await startChaosProject({ cases: 1, plan: { rules }, chaos });
  const told = 'process.on("exit", () => console.error(process.resourceUsage().maxRSS))';
  const options = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(told)}` };
  const run = spawnPawl(project.root, ['run', '--quiet'], { ...chaosEnv, ...options });
  const { code, out, err } = await run.ended;
  return { code, out, peakMb: Number(err.trim().split('\n').at(-1)) / 1024 };
}

test('the model that answers in place of another is recorded, and told beside the verdict', async () => {
  await using project = await startChaosProject({ cases, plan: { seed: 1 }, chaos });
  await project.pawl('run', '--quiet', '--cache', 'off');
  await project.pawl('baseline', 'accept', 'latest');
  await chaos.plan({ seed: 1, rules: [{ do: { kind: 'body', what: 'wrong-model' } }] });
  await project.pawl('run', '--quiet', '--cache', 'off');
  const shown = showDocumentSchema.parse(
    JSON.parse((await project.pawl('show', 'latest', '--json')).out),
  );
  expect(shown.trials[0]?.output?.servedModel).toBe('another-model-2026-01-01');
  const { out } = await project.pawl('gate', 'latest', '--baseline', 'file');
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    'The provider serves another model for many on `model`: `gpt-5-mini` before, `another-model-2026-01-01` now',
  );
});
