import { FaultError, type Completion, type Model, type ModelRequest } from '@pawl/core';
import { expect, test } from 'vitest';

import { CallControl } from './call-control.ts';
import { guardModel } from './guard-model.ts';

const request: ModelRequest = { provider: 'openai', model: 'gpt-5-mini', messages: [] };
const { signal } = new AbortController();
const clock = (): number => performance.now();
const random = (): number => 0;

function guarded(complete: (call: number) => Promise<Completion>, maxCostUsd?: number) {
  const control = new CallControl({
    concurrency: 2,
    clock,
    random,
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
  });
  let calls = 0;
  const model: Model = {
    id: 'judge',
    complete: () => {
      calls += 1;
      return complete(calls);
    },
  };
  const world = { control, clock, random, timeoutMs: 1000 };
  return { control, model: guardModel(model, world), calls: () => calls };
}

const answer: Completion = { text: 'yes', finish: 'stop', costUsd: 1 };

test('a judge is asked again where that helps', async () => {
  const { model, calls } = guarded(async (call) => {
    if (call < 3) throw new FaultError({ code: 'server-error', message: 'busy' });
    return answer;
  });
  expect(await model.complete(request, { signal })).toEqual(answer);
  expect(calls()).toBe(3);
});

test('many calls at once keep to the places of the run', async () => {
  let [inFlight, most] = [0, 0];
  const { model } = guarded(async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight -= 1;
    return answer;
  });
  await Promise.all(Array.from({ length: 20 }, () => model.complete(request, { signal })));
  expect(most).toBe(2);
});

test('what a judge costs counts against the budget', async () => {
  const { model } = guarded(async () => answer, 2);
  await model.complete(request, { signal });
  await model.complete(request, { signal });
  await expect(model.complete(request, { signal })).rejects.toMatchObject({
    fault: { code: 'over-budget' },
  });
});

test('a judge may still ask when no new trial may begin, and not when all is over', async () => {
  const { model, control } = guarded(async () => answer);
  await model.complete(request, { signal });
  control.close('to the impatient');
  expect(await model.complete(request, { signal })).toEqual(answer);
  control.close('to all');
  await expect(model.complete(request, { signal })).rejects.toMatchObject({
    fault: { code: 'cancelled' },
  });
});

test('an answer that comes long after the deadline is none: no timer rings in a blocked process', async () => {
  let now = 0;
  const control = new CallControl({ concurrency: 1, clock: () => now, random });
  const slow: Model = {
    id: 'blocking',
    complete: async () => {
      now += 3000;
      return answer;
    },
  };
  const model = guardModel(slow, { control, clock: () => now, random, timeoutMs: 1000 });
  await expect(model.complete(request, { signal })).rejects.toMatchObject({
    fault: { code: 'timeout', message: expect.stringContaining('after 3 s of at most 1 s') },
  });
});
