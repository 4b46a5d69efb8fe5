import {
  FaultError,
  type FaultCode,
  type Output,
  type RunEvent,
  type TargetRequest,
} from '@pawl/core';
import { expect, test } from 'vitest';

import { CallControl } from '../calls/call-control.ts';
import { minimalStandard } from '../test-world/kill-runs.ts';
import { smallIo, type Reply } from '../test-world/small-io.ts';
import { modelTarget, smallPlan } from '../test-world/small-plan.ts';
import { inVirtualTime } from '../test-world/virtual-time.ts';
import type { ExecuteIo } from './execute-io.ts';
import { execute } from './execute.ts';

const latencyMs = 20;

/** A provider in virtual time that counts what it is asked. */
class Provider {
  calls = 0;
  mostAtOnce = 0;
  readonly sentAt: number[] = [];
  readonly #clock: () => number;
  readonly #faultOf: (request: TargetRequest, call: number, now: number) => FaultCode | undefined;
  #atOnce = 0;

  constructor(
    clock: () => number,
    faultOf: (request: TargetRequest, call: number, now: number) => FaultCode | undefined,
  ) {
    this.#clock = clock;
    this.#faultOf = faultOf;
  }

  readonly reply: Reply = async (request): Promise<Output> => {
    this.calls += 1;
    this.sentAt.push(this.#clock());
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    const code = this.#faultOf(request, this.calls, this.#clock());
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    this.#atOnce -= 1;
    if (code !== undefined) throw new FaultError({ code, message: `a ${code}` });
    return { text: JSON.stringify(request.input), finish: 'stop' };
  };
}

interface ChaosRun {
  readonly cases: number;
  readonly faultOf: (request: TargetRequest, call: number, now: number) => FaultCode | undefined;
  readonly io?: Partial<ExecuteIo>;
}

async function chaos({ cases, faultOf, io = {} }: ChaosRun) {
  const plan = smallPlan(cases, { targets: [{ ...modelTarget('gpt'), ...io }] });
  let provider: Provider | undefined;
  const { result: events, passedMs } = await inVirtualTime(async (clock) => {
    provider = new Provider(clock, faultOf);
    const random = minimalStandard(3);
    const given = smallIo(plan, provider.reply, { clock, random, concurrency: 20, ...io });
    return Array.fromAsync<RunEvent>(execute(plan, given));
  });
  if (provider === undefined) throw new Error('no run');
  const results = events.flatMap((event) =>
    event.type === 'trial-finished' ? [event.result] : [],
  );
  return { events, results, provider, passedMs };
}

const answeredIn = (results: Awaited<ReturnType<typeof chaos>>['results']): number =>
  results.filter(({ kind }) => kind === 'answered').length;

test('under 429s, 5xx and resets every case completes, with one more request for each fault and the same scores', async () => {
  const draw = minimalStandard(11);
  let faults = 0;
  const faultOf = (): FaultCode | undefined => {
    const chance = draw();
    if (chance >= 0.17) return undefined;
    faults += 1;
    if (chance < 0.1) return 'rate-limited';
    return chance < 0.15 ? 'server-error' : 'connection';
  };
  const { results, provider, events } = await chaos({ cases: 1000, faultOf });
  expect(answeredIn(results)).toBe(1000);
  expect(provider.calls).toBe(1000 + faults);
  expect(provider.mostAtOnce).toBeLessThanOrEqual(20);
  const scores = results.map((result) => (result.kind === 'answered' ? result.scores : []));
  expect(scores).toEqual(Array.from({ length: 1000 }, () => scores[0]));
  expect(events.at(-1)).not.toHaveProperty('stopped');
});

test('an outage of thirty seconds costs a probe every five seconds and what was in flight, and no case', async () => {
  const outage = (now: number): boolean => now > 500 && now < 30_500;
  const { results, provider, events } = await chaos({
    cases: 2000,
    faultOf: (_request, _call, now) => (outage(now) ? 'connection' : undefined),
  });
  expect(answeredIn(results)).toBe(2000);
  const wasted = provider.calls - 2000;
  expect(wasted).toBeLessThanOrEqual(20 + 6);
  expect(
    events.some((event) => event.type === 'run-noted' && event.code === 'provider-silent'),
  ).toBe(true);
});

test('an outage that does not end stops the provider, and the rest has its fault', async () => {
  const { results, provider, events } = await chaos({
    cases: 2000,
    faultOf: (_request, _call, now) => (now > 500 ? 'connection' : undefined),
  });
  expect(results).toHaveLength(2000);
  expect(answeredIn(results)).toBeGreaterThan(100);
  expect(provider.calls - answeredIn(results)).toBeLessThanOrEqual(20 + 30);
  expect(events.at(-1)).toMatchObject({ stopped: 'provider-down' });
});

test.each([
  ['dns', 'dns'],
  ['connection', 'provider-down'],
] as const)(
  'a provider that was never reached (%s) is given up after two quick tries more',
  async (code, stopped) => {
    const { results, provider, events, passedMs } = await chaos({
      cases: 5000,
      faultOf: () => code,
    });
    expect(results).toHaveLength(5000);
    expect(answeredIn(results)).toBe(0);
    expect(provider.calls).toBeLessThanOrEqual(3 * 20);
    expect(events.at(-1)).toMatchObject({ stopped });
    expect(passedMs).toBeLessThan(5000);
  },
);

test('a server that only fails is asked six times at most for each of the first cases', async () => {
  const { results, provider, events } = await chaos({ cases: 300, faultOf: () => 'server-error' });
  expect(results).toHaveLength(300);
  expect(provider.calls).toBeLessThanOrEqual(6 * 20);
  expect(events.at(-1)).toMatchObject({ stopped: 'provider-down' });
});

test('one case at which the server always fails costs six requests and stops nothing', async () => {
  const { results, provider, events } = await chaos({
    cases: 200,
    faultOf: ({ input }) => (input === 50 ? 'server-error' : undefined),
  });
  expect(answeredIn(results)).toBe(199);
  expect(provider.calls).toBe(199 + 6);
  expect(events.at(-1)).not.toHaveProperty('stopped');
});

test('no minute holds more requests than were configured', async () => {
  const targets = [modelTarget('wide'), { ...modelTarget('narrow'), requestsPerMinute: 30 }];
  const plan = smallPlan(50, { targets });
  const { result: sentAt } = await inVirtualTime(async (clock) => {
    const provider = new Provider(clock, () => undefined);
    await Array.fromAsync(execute(plan, smallIo(plan, provider.reply, { clock, concurrency: 20 })));
    return provider.sentAt;
  });
  expect(sentAt).toHaveLength(100);
  for (const from of sentAt) {
    expect(sentAt.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(30);
  }
});

test('while one provider asks for a long wait, another one goes on', async () => {
  const plan = smallPlan(50, { targets: [modelTarget('a', 'KEY_A'), modelTarget('b', 'KEY_B')] });
  const { result: order } = await inVirtualTime(async (clock) => {
    let told = false;
    const reply: Reply = async (request, { target }) => {
      await new Promise((resolve) => setTimeout(resolve, latencyMs));
      if (target === 'a' && !told) {
        told = true;
        throw new FaultError({ code: 'rate-limited', message: 'slow down', retryAfterMs: 30_000 });
      }
      return { text: JSON.stringify(request.input) };
    };
    const io = smallIo(plan, reply, { clock, concurrency: 4 });
    const events = await Array.fromAsync<RunEvent>(execute(plan, io));
    return events.flatMap((event) => (event.type === 'trial-finished' ? [event.target] : []));
  });
  expect(order).toHaveLength(100);
  expect(order.lastIndexOf('b')).toBeLessThan(60);
});

test('a pause that a provider asks for is kept by all its calls', async () => {
  const plan = smallPlan(100, { targets: [modelTarget('gpt')] });
  const { result: sentAt } = await inVirtualTime(async (clock) => {
    const provider = new Provider(clock, () => undefined);
    let told = false;
    const reply: Reply = async (request, options) => {
      const answer = await provider.reply(request, options);
      if (told || provider.calls < 30) return answer;
      told = true;
      throw new FaultError({ code: 'overloaded', message: 'busy', retryAfterMs: 10_000 });
    };
    await Array.fromAsync(execute(plan, smallIo(plan, reply, { clock, concurrency: 4 })));
    return provider.sentAt;
  });
  const longest = Math.max(...sentAt.map((at, index) => at - (sentAt[index - 1] ?? at)));
  expect(longest).toBeGreaterThanOrEqual(10_000 - latencyMs);
  expect(longest).toBeLessThanOrEqual(11_500);
});

test('a provider that turns away everybody is given up, and not for each case anew', async () => {
  const { results, events, passedMs } = await chaos({ cases: 3000, faultOf: () => 'rate-limited' });
  expect(results).toHaveLength(3000);
  expect(answeredIn(results)).toBe(0);
  expect(events.at(-1)).toMatchObject({ stopped: 'rate-limited' });
  expect(passedMs).toBeLessThan(300_000);
});

test('where a provider says that nothing is left, the next request waits', async () => {
  const plan = smallPlan(20, { targets: [modelTarget('gpt')] });
  const { result: sentAt } = await inVirtualTime(async (clock) => {
    const calls = new CallControl({ concurrency: 2, clock, random: () => 0 });
    const provider = new Provider(clock, () => undefined);
    const reply: Reply = (request, options) => {
      if (provider.calls === 9) {
        const requests = { remaining: 0, resetMs: 7000 };
        calls.observe({
          provider: 'openai https://api.openai.com',
          key: 'OPENAI_API_KEY',
          requests,
        });
      }
      return provider.reply(request, options);
    };
    await Array.fromAsync(execute(plan, smallIo(plan, reply, { clock, calls, concurrency: 2 })));
    return provider.sentAt;
  });
  const longest = Math.max(...sentAt.map((at, index) => at - (sentAt[index - 1] ?? at)));
  expect(sentAt).toHaveLength(20);
  expect(longest).toBeGreaterThanOrEqual(7000 - latencyMs);
});
