import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { durationSchema, toMilliseconds } from './duration.ts';
import { isAmount } from './is-amount.ts';

/** Options of `latency`. */
export interface LatencyOptions {
  /** Milliseconds, or a text such as `2s`. */
  readonly max: number | string;
}

const options: z.ZodType<LatencyOptions> = z.strictObject({
  max: durationSchema.describe('milliseconds, or a text such as 800ms, 2s, 1m'),
});

/** Whether the answer came in time. A recorded latency counts before the measured one. */
export const latency: Scorer<LatencyOptions> = defineScorer({
  type: 'latency',
  summary: 'The answer took no longer than this.',
  options,
  short: shortFor('max'),
  example: { options: { max: '2s' }, output: 'Hello.', durationMs: 850, value: 1 },
  prepare: ({ max }) => {
    const most = toMilliseconds(max);
    return ({ output, durationMs }) => {
      const took = output.latencyMs ?? durationMs;
      if (!isAmount(took)) return unscored('Nobody measured how long the answer took');
      return verdictOf(took <= most, `took ${Math.round(took)} ms, at most ${most} ms allowed`);
    };
  },
});
