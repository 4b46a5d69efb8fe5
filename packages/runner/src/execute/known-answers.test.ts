import { FaultError, type RunEvent } from '@pawl/core';
import { expect, test } from 'vitest';

import { CallControl } from '../calls/call-control.ts';
import { echo, smallIo } from '../test-world/small-io.ts';
import { recordedTarget, smallPlan } from '../test-world/small-plan.ts';
import { execute } from './execute.ts';

const eventsOf = (events: AsyncIterable<RunEvent>): Promise<RunEvent[]> => Array.fromAsync(events);

const finishedOf = (events: readonly RunEvent[]) =>
  events.filter((event) => event.type === 'trial-finished');

const faultsOf = (events: readonly RunEvent[]): string[] =>
  finishedOf(events).flatMap(({ result }) =>
    result.kind === 'faulted' ? [result.fault.code] : [],
  );

const unasked = (): never => {
  throw new FaultError({ code: 'target-threw', message: 'nobody was to be asked' });
};

test('values shared with the baseline are taken without a call', async () => {
  const plan = smallPlan(3);
  let calls = 0;
  const io = smallIo(
    plan,
    (request, options) => {
      calls += 1;
      return echo(request, options);
    },
    {
      shared: ({ case: { id } }) =>
        id === 'case-1' ? [{ kind: 'scored', scorer: 'equals', value: 1 }] : undefined,
    },
  );
  const events = await eventsOf(execute(plan, io));
  expect(calls).toBe(2);
  expect(
    finishedOf(events).filter(({ result }) => result.kind === 'answered' && result.shared),
  ).toHaveLength(1);
});

test('finished trials are passed over, and suspects run alone', async () => {
  const plan = smallPlan(10);
  let inFlight = 0;
  const alone: unknown[] = [];
  const io = smallIo(
    plan,
    async ({ input }) => {
      inFlight += 1;
      await new Promise((resolve) => setImmediate(resolve));
      if (inFlight === 1) alone.push(input);
      inFlight -= 1;
      return { text: JSON.stringify(input) };
    },
    { done: (index) => index < 4, suspect: (index) => index === 5 || index === 7 },
  );
  const events = await eventsOf(execute(plan, io));
  expect(finishedOf(events)).toHaveLength(6);
  expect(alone.slice(0, 2)).toEqual([5, 7]);
});

test('an answer of an earlier run is taken over without a call', async () => {
  const plan = smallPlan(3);
  const before = finishedOf(await eventsOf(execute(plan, smallIo(plan, echo))));
  const io = smallIo(plan, unasked, {
    replay: ({ index }) => before.find((event) => event.index === index),
  });
  const events = await eventsOf(execute(plan, io));
  expect(finishedOf(events)).toHaveLength(3);
  expect(faultsOf(events)).toEqual([]);
});

test('a target whose outputs were recorded spends nothing of the budget', async () => {
  const plan = smallPlan(20, { targets: [recordedTarget('old')] });
  const reply = () => ({ text: 'x', costUsd: 1 });
  const events = await eventsOf(execute(plan, smallIo(plan, reply, { maxCostUsd: 2 })));
  expect(faultsOf(events)).toEqual([]);
  expect(finishedOf(events)[0]?.result).toMatchObject({ costUsd: 1 });
});

test('runs that share one control follow each other and do not close it', async () => {
  const plan = smallPlan(3);
  const shared = smallIo(plan, echo);
  const io = { ...shared, calls: new CallControl(shared) };
  await eventsOf(execute(plan, io));
  const second = finishedOf(await eventsOf(execute(plan, io)));
  expect(second).toHaveLength(3);
  expect(faultsOf(second)).toEqual([]);
});

test('a recorded output without a recorded latency took no time, whatever the disk took', async () => {
  const plan = smallPlan(3, { targets: [recordedTarget('old')] });
  const timed = smallIo(plan, ({ caseId }) => ({
    text: 'x',
    ...(caseId === 'case-1' ? { latencyMs: 850 } : {}),
  }));
  const results = finishedOf(await eventsOf(execute(plan, timed))).map(({ result }) => result);
  expect(results.map((result) => result.durationMs)).toEqual([0, 850, 0]);
});
