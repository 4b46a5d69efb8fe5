import { FaultError, type Completion, type Model } from '@pawl/core';

import { ask } from './ask.ts';
import type { CallControl } from './call-control.ts';
import { modelLaneKey, type CallLimits } from './call-limits.ts';

/** What a guarded model needs of the world. */
export interface GuardedModelWorld {
  readonly control: CallControl;
  readonly clock: () => number;
  readonly random: () => number;
  /** Most milliseconds of one attempt. */
  readonly timeoutMs: number;
  readonly limits?: Omit<CallLimits, 'adaptive'>;
}

/**
 * A model whose calls keep the run's limits, retries and budget, in one lane with the targets of the
 * same provider and key. What is in flight may still ask when the run is being stopped.
 */
export function guardModel(model: Model, world: GuardedModelWorld): Model {
  return {
    id: model.id,
    complete: async (request, { signal }) => {
      const lane = world.control.lane(modelLaneKey(request), { ...world.limits, adaptive: true });
      const asked = await ask<Completion>(
        {
          patient: true,
          trial: nextCall(),
          timeoutMs: world.timeoutMs,
          soft: signal,
          hard: signal,
          call: (options) => model.complete(request, options),
          usageOf: (completion) => completion,
        },
        { ...world, lane },
      );
      if (asked.kind !== 'answered') {
        throw new FaultError(asked.kind === 'faulted' ? asked.fault : stopped);
      }
      asked.leave();
      world.control.addJudge(asked.value.costUsd);
      return asked.value;
    },
  };
}

const stopped = { code: 'cancelled', message: 'Dropped because the run was stopped' } as const;

let calls = 0;

/** Each call of a judge stands for itself when failures are counted; trials are counted from 0 up. */
function nextCall(): number {
  calls -= 1;
  return calls;
}
