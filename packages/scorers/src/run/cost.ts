import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { isAmount } from './is-amount.ts';

/** Options of `cost`. */
export interface CostOptions {
  /** US dollars. */
  readonly max: number;
}

const options: z.ZodType<CostOptions> = z.strictObject({
  max: z.number().min(0).describe('US dollars for one answer'),
});

/** Whether the answer cost no more than this. An unknown price is no opinion. */
export const cost: Scorer<CostOptions> = defineScorer({
  type: 'cost',
  summary: 'The answer cost no more than this many US dollars.',
  options,
  short: shortFor('max'),
  example: { options: { max: 0.01 }, output: 'Hello.', costUsd: 0.002, value: 1 },
  prepare:
    ({ max }) =>
    ({ output, costUsd }) => {
      const paid = output.costUsd ?? costUsd;
      if (!isAmount(paid)) return unscored('What the answer cost is not known');
      return verdictOf(paid <= max, `cost ${paid} US dollars, at most ${max} allowed`);
    },
});
