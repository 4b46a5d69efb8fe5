import { FaultError, type CallOptions, type Completion, type Model } from '@pawl/core';

import { ask, type AskedCall } from './ask.ts';
import type { CallControl } from './call-control.ts';
import { modelLaneKey, type CallLimits } from './call-limits.ts';

/** What guarded calls need of the world. */
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
      const completion = await askGuarded<Completion>(
        {
          endpoint: request,
          call: (options) => model.complete(request, options),
          paidFor: (answer) => answer,
          signal,
        },
        world,
      );
      world.control.addJudge(completion.costUsd);
      return completion;
    },
  };
}

/** A call that a scorer makes of a model. */
export interface GuardedCall<T> {
  readonly endpoint: Parameters<typeof modelLaneKey>[0];
  readonly call: (options: CallOptions) => Promise<T>;
  /** What the answer cost. */
  readonly paidFor?: NonNullable<AskedCall<T>['usageOf']>;
  readonly signal: AbortSignal;
}

/** Makes a call in the lane of its provider and key, again where that may help. Throws a `FaultError`. */
export async function askGuarded<T>(
  { endpoint, call, signal, paidFor }: GuardedCall<T>,
  world: GuardedModelWorld,
): Promise<T> {
  const lane = world.control.lane(modelLaneKey(endpoint), { ...world.limits, adaptive: true });
  const asked = await ask<T>(
    {
      patient: true,
      trial: nextCall(),
      timeoutMs: world.timeoutMs,
      soft: signal,
      hard: signal,
      call,
      ...(paidFor === undefined ? {} : { usageOf: paidFor }),
    },
    { ...world, lane },
  );
  if (asked.kind !== 'answered') {
    throw new FaultError(asked.kind === 'faulted' ? asked.fault : stopped);
  }
  asked.leave();
  return asked.value;
}

const stopped = { code: 'cancelled', message: 'Dropped because the run was stopped' } as const;

let calls = 0;

/** Each call of a judge stands for itself when failures are counted; trials are counted from 0 up. */
function nextCall(): number {
  calls -= 1;
  return calls;
}
