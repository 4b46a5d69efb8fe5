import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { Plan } from '@pawl/core';

/** From so many requests on, what they leave behind is worth being cleaned away earlier. */
const manyTrials = 20_000;

/**
 * V8 lets a heap grow to four times of what is in use before it cleans up: of 100,000 requests that is a quarter of the
 * process. Here it is to grow by half. Another V8 than the one it was measured with may not know the flag.
 */
export function tightenHeap({ planned, parts }: Pick<Plan, 'planned' | 'parts'>): void {
  const asks = parts.some(({ targets }) => targets.some(({ provider }) => provider !== 'recorded'));
  if (!asks || planned < manyTrials || !process.versions.v8.startsWith('13.6.')) return;
  setFlagsFromString('--heap-growing-percent=50');
  collect();
}

/** How far a heap may grow is settled when it is cleaned up. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc === 'function') gc();
}
