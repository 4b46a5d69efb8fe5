import { FaultError, UsageError, type FaultCode, type RunEvent } from '@pawl/core';
import { expect, test } from 'vitest';

import { echo, smallIo } from '../test-world/small-io.ts';
import { modelTarget, moduleTarget, smallPlan } from '../test-world/small-plan.ts';
import type { EventBatch } from './event-outbox.ts';
import { execute } from './execute.ts';

async function eventsOf(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  return Array.fromAsync(events);
}

const finishedOf = (events: readonly RunEvent[]) =>
  events.filter((event) => event.type === 'trial-finished');

const faultsOf = (events: readonly RunEvent[]): string[] =>
  finishedOf(events).flatMap(({ result }) =>
    result.kind === 'faulted' ? [result.fault.code] : [],
  );

const fail = (code: FaultCode, more: object = {}): never => {
  throw new FaultError({ code, message: `a ${code}`, ...more });
};

test('a run begins with run-started, ends with run-finished, and every trial is between them', async () => {
  const plan = smallPlan(25, { trials: 2 });
  const events = await eventsOf(execute(plan, smallIo(plan, echo)));
  expect(events[0]?.type).toBe('run-started');
  expect(events.at(-1)).toEqual({ type: 'run-finished', at: '2026-11-20T11:05:12.000Z' });
  expect(finishedOf(events)).toHaveLength(50);
  expect(new Set(finishedOf(events).map(({ index }) => index)).size).toBe(50);
});

test('a trial is scored on its own output', async () => {
  const plan = smallPlan(2);
  const events = await eventsOf(
    execute(
      plan,
      smallIo(plan, ({ caseId }) => ({ text: caseId === 'case-0' ? '0' : 'wrong' })),
    ),
  );
  const values = finishedOf(events).map(({ case: id, result }) => [
    id,
    result.kind === 'answered' && result.scores[0]?.kind === 'scored' && result.scores[0].value,
  ]);
  expect(Object.fromEntries(values)).toEqual({ 'case-0': 1, 'case-1': 0 });
});

test('no request leaves before the reader said that its trial-started is safe', async () => {
  const plan = smallPlan(10);
  const asked = new Set<string>();
  const io = smallIo(plan, (request) => {
    asked.add(request.caseId);
    return echo(request, { signal: AbortSignal.abort(), target: 'app' });
  });
  const tooEarly: string[] = [];
  const makeSafe = async ({ events, safe }: EventBatch): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const event of events) {
      if (event.type === 'trial-started' && asked.has(event.case)) tooEarly.push(event.case);
    }
    safe();
  };
  for await (const batch of execute(plan, io).batches()) void makeSafe(batch);
  expect(asked.size).toBe(10);
  expect(tooEarly).toEqual([]);
});

test('never more requests are in flight than the concurrency allows', async () => {
  const plan = smallPlan(40, { targets: [moduleTarget('a'), moduleTarget('b')] });
  let inFlight = 0;
  let most = 0;
  const io = smallIo(plan, async ({ input }) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight -= 1;
    return { text: JSON.stringify(input) };
  });
  await eventsOf(execute(plan, io));
  expect(most).toBe(4);
});

test('a target that cannot be opened is reported once, before anything is run', async () => {
  const plan = smallPlan(100);
  const open = async (): Promise<never> => {
    throw new UsageError('module-missing', 'No such module');
  };
  const events: RunEvent[] = [];
  const run = async (): Promise<void> => {
    for await (const event of execute(plan, smallIo(plan, echo, { open }))) events.push(event);
  };
  await expect(run()).rejects.toThrow('No such module');
  expect(events).toEqual([]);
});

test('leaving the loop stops the rest', async () => {
  const plan = smallPlan(1000);
  let calls = 0;
  const io = smallIo(plan, async ({ input }) => {
    calls += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return { text: JSON.stringify(input) };
  });
  let seen = 0;
  for await (const event of execute(plan, io)) {
    seen += event.type === 'trial-finished' ? 1 : 0;
    if (seen === 5) break;
  }
  const callsAtBreak = calls;
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(calls).toBe(callsAtBreak);
  expect(calls).toBeLessThan(50);
});

test('after the soft signal no new trial is begun, and what is in flight is finished', async () => {
  const plan = smallPlan(100);
  const stop = new AbortController();
  const io = smallIo(
    plan,
    async ({ input }) => {
      if (input === 10) stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
      return { text: JSON.stringify(input) };
    },
    { signal: stop.signal },
  );
  const events = await eventsOf(execute(plan, io));
  expect(events.at(-1)).toMatchObject({ type: 'run-finished', stopped: 'interrupted' });
  expect(faultsOf(events)).toEqual([]);
  expect(finishedOf(events).length).toBeGreaterThanOrEqual(11);
  expect(finishedOf(events).length).toBeLessThan(20);
});

test('the hard signal drops what is in flight', async () => {
  const plan = smallPlan(10);
  const [soft, hard] = [new AbortController(), new AbortController()];
  const never = new Promise<never>(() => undefined);
  const io = smallIo(
    plan,
    async ({ input }) => {
      if (input === 3) queueMicrotask(() => [soft.abort(), hard.abort()]);
      return never;
    },
    { signal: soft.signal, hardSignal: hard.signal },
  );
  const events = await eventsOf(execute(plan, io));
  expect(new Set(faultsOf(events))).toEqual(new Set(['cancelled']));
  expect(events.at(-1)).toMatchObject({ stopped: 'interrupted' });
});

test.each(['auth', 'quota', 'tls'] as const)(
  'after a fault of kind %s nothing else is asked, and every trial has its fault',
  async (code) => {
    const plan = smallPlan(10_000, { targets: [modelTarget('gpt')] });
    let calls = 0;
    const io = smallIo(plan, () => {
      calls += 1;
      return fail(code);
    });
    const events = await eventsOf(execute(plan, io));
    expect(calls).toBeLessThanOrEqual(io.concurrency);
    expect(faultsOf(events)).toHaveLength(10_000);
    expect(new Set(faultsOf(events))).toEqual(new Set([code]));
    expect(events.at(-1)).toMatchObject({ stopped: code });
  },
);

test('a stopped provider does not stop another one', async () => {
  const plan = smallPlan(50, { targets: [modelTarget('a', 'KEY_A'), modelTarget('b', 'KEY_B')] });
  const io = smallIo(plan, (request, options) =>
    options.target === 'a' ? fail('auth') : echo(request, options),
  );
  const events = await eventsOf(execute(plan, io));
  expect(finishedOf(events)).toHaveLength(100);
  expect(faultsOf(events)).toHaveLength(50);
});

test('a missing model stops its target and not its provider', async () => {
  const plan = smallPlan(50, { targets: [modelTarget('old'), modelTarget('new')] });
  const io = smallIo(plan, (request, options) =>
    options.target === 'old' ? fail('model-missing') : echo(request, options),
  );
  const events = await eventsOf(execute(plan, io));
  expect(finishedOf(events)).toHaveLength(100);
  expect(faultsOf(events)).toHaveLength(50);
  expect(events.at(-1)).toMatchObject({ stopped: 'model-missing' });
});

test('a request refused for the first three cases is not sent for the others; one refused case stops nothing', async () => {
  const plan = smallPlan(100, { targets: [modelTarget('gpt')] });
  let calls = 0;
  const always = await eventsOf(
    execute(
      plan,
      smallIo(plan, () => {
        calls += 1;
        return fail('bad-request');
      }),
    ),
  );
  expect(faultsOf(always)).toHaveLength(100);
  expect(calls).toBeLessThan(20);
  const once = await eventsOf(
    execute(
      plan,
      smallIo(plan, (request, options) =>
        request.input === 7 ? fail('bad-request') : echo(request, options),
      ),
    ),
  );
  expect(faultsOf(once)).toEqual(['bad-request']);
});

const passing = [
  'timeout',
  'rate-limited',
  'overloaded',
  'connection',
  'truncated',
  'server-error',
  'bad-response',
  'dns',
] as const satisfies readonly FaultCode[];

test.each(passing)('one fault of kind %s costs one more request and nothing else', async (code) => {
  const plan = smallPlan(20, { targets: [modelTarget('gpt')] });
  const asked = new Map<string, number>();
  const io = smallIo(plan, (request, options) => {
    const times = (asked.get(request.caseId) ?? 0) + 1;
    asked.set(request.caseId, times);
    return request.input === 5 && times === 1 ? fail(code) : echo(request, options);
  });
  const events = await eventsOf(execute(plan, io));
  expect(faultsOf(events)).toEqual([]);
  expect([...asked.values()].reduce((sum, times) => sum + times)).toBe(21);
});

test('a scorer that throws leaves its scores unscored, with the reason', async () => {
  const plan = smallPlan(1);
  const score = async (): Promise<never> => {
    throw new TypeError('no such field');
  };
  const [finished] = finishedOf(await eventsOf(execute(plan, smallIo(plan, echo, { score }))));
  expect(finished?.result).toMatchObject({
    kind: 'answered',
    scores: [{ kind: 'unscored', scorer: 'equals', reason: 'The scorer threw: no such field' }],
  });
});

test('a target that does not listen to its signal is given up at its deadline', async () => {
  const slow = { ...moduleTarget('slow'), timeoutMs: 5 };
  const plan = smallPlan(1, { targets: [slow] });
  const io = smallIo(plan, () => new Promise<never>(() => undefined));
  const [finished] = finishedOf(await eventsOf(execute(plan, io)));
  expect(finished?.result).toMatchObject({ kind: 'faulted', fault: { code: 'timeout' } });
});

test('when the money is spent the rest is over budget', async () => {
  const plan = smallPlan(100, { targets: [modelTarget('gpt')] });
  const io = smallIo(plan, ({ input }) => ({ text: JSON.stringify(input), costUsd: 1 }), {
    maxCostUsd: 10,
  });
  const events = await eventsOf(execute(plan, io));
  const answered = finishedOf(events).length - faultsOf(events).length;
  expect(answered).toBeGreaterThanOrEqual(10);
  expect(answered).toBeLessThan(10 + io.concurrency);
  expect(new Set(faultsOf(events))).toEqual(new Set(['over-budget']));
  expect(events.at(-1)).toMatchObject({ stopped: 'budget' });
});

test('a scorer that hangs does not keep a run from stopping', async () => {
  const plan = smallPlan(3);
  const [soft, hard] = [new AbortController(), new AbortController()];
  const score = (): Promise<never> => {
    setImmediate(() => [soft.abort(), hard.abort()]);
    return new Promise<never>(() => undefined);
  };
  const signals = { signal: soft.signal, hardSignal: hard.signal };
  const events = await eventsOf(execute(plan, smallIo(plan, echo, { score, ...signals })));
  expect(finishedOf(events)).toEqual([]);
  expect(events.at(-1)).toMatchObject({ stopped: 'interrupted' });
});
