import type { RunEvent } from '@pawl/core';
import { expect, test } from 'vitest';

import { execute } from '../execute/execute.ts';
import { echo, smallIo, type Reply } from '../test-world/small-io.ts';
import { modelTarget, smallPlan } from '../test-world/small-plan.ts';

const hour = 3_600_000;

test('a wall clock that jumps by an hour, either way, changes no deadline, no duration and no order', async () => {
  const plan = smallPlan(40, { targets: [{ ...modelTarget('gpt'), timeoutMs: 2000 }] });
  let asked = 0;
  const jumping = (): Date => new Date(Date.now() + (asked % 2 === 0 ? hour : -hour));
  const reply: Reply = async (request, options) => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 2));
    return echo(request, options);
  };
  const io = smallIo(plan, reply, { now: jumping, concurrency: 1 });
  const events = await Array.fromAsync<RunEvent>(execute(plan, io));
  const finished = events.flatMap((event) => (event.type === 'trial-finished' ? [event] : []));
  expect(finished.map(({ index }) => index)).toEqual(Array.from({ length: 40 }, (_, at) => at));
  for (const { result } of finished) {
    expect(result.kind).toBe('answered');
    expect(result.durationMs).toBeGreaterThanOrEqual(0);
    expect(result.durationMs).toBeLessThan(hour);
  }
});
