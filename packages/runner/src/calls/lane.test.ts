import { FaultError, type Fault } from '@pawl/core';
import { expect, test } from 'vitest';

import type { CallLimits } from './call-limits.ts';
import { Lane, type OpenCall } from './lane.ts';
import { Places } from './places.ts';

function aLane(limits: Partial<CallLimits> = {}) {
  const time = { now: 1000 };
  const lane = new Lane(
    'openai OPENAI_API_KEY',
    { adaptive: true, ...limits },
    {
      places: new Places(64),
      concurrency: 64,
      clock: () => time.now,
      random: () => 0,
      onNote: () => undefined,
    },
  );
  const enter = async (): Promise<OpenCall> => {
    const entry = await lane.enter({ first: false, patient: false });
    if (entry.kind !== 'in') throw new FaultError({ code: 'cancelled', message: entry.kind });
    return entry.call;
  };
  return { lane, time, enter };
}

const limited: Fault = { code: 'rate-limited', message: '429', retryAfterMs: 24_000 };
const reset: Fault = { code: 'connection', message: 'reset' };

test('a lane says for how long its provider asked it to wait', async () => {
  const { lane, time, enter } = aLane();
  expect(lane.standstill).toBeUndefined();
  lane.failed(await enter(), limited, 0);
  expect(lane.standstill).toEqual({ provider: 'openai', why: 'limited', forMs: 24_000 });
  time.now += 20_000;
  expect(lane.standstill?.forMs).toBe(4000);
  time.now += 4000;
  expect(lane.standstill).toBeUndefined();
});

test('a lane says that its provider went silent, until it answers again', async () => {
  const { lane, time, enter } = aLane();
  lane.answered(await enter(), undefined);
  const calls = await Promise.all(Array.from({ length: 5 }, enter));
  for (const [trial, call] of calls.entries()) lane.failed(call, reset, trial);
  expect(lane.standstill).toEqual({ provider: 'openai', why: 'silent', forMs: 5000 });
  const probe = enter();
  time.now += 5000;
  lane.leave();
  lane.answered(await probe, undefined);
  expect(lane.standstill).toBeUndefined();
});

test('with tokens a minute the first call goes alone, and tells how many the others will take', async () => {
  const { lane, enter } = aLane({ tokensPerMinute: 3000 });
  const entered: OpenCall[] = [];
  const entering = Array.from({ length: 5 }, async () => {
    entered.push(await enter());
  });
  await entering[0];
  expect(entered).toHaveLength(1);
  const [first] = entered;
  if (first !== undefined) lane.answered(first, 1000);
  lane.leave();
  await Promise.all(entering.slice(1, 3));
  expect(entered).toHaveLength(3);
  expect(lane.standstill).toEqual({ provider: 'openai', why: 'own-limit', forMs: 60_000 });
});

test('where answers count no tokens, nobody waits for a count', async () => {
  const { lane, enter } = aLane({ tokensPerMinute: 3000 });
  lane.answered(await enter(), undefined);
  await Promise.all(Array.from({ length: 5 }, enter));
  expect(lane.standstill).toBeUndefined();
});
