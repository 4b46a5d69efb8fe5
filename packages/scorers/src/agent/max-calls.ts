import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { callsOf, noCallsKnown } from './calls.ts';
import { toNames, toolNames, type ToolNames } from './tool-names.ts';

/** Options of `max-calls`. */
export interface MaxCallsOptions {
  readonly max: number;
  /** Count only these tools. */
  readonly tools?: ToolNames;
}

const options: z.ZodType<MaxCallsOptions> = z.strictObject({
  max: z.int().min(0).describe('how many calls there may be'),
  tools: toolNames.describe('count only these tools').exactOptional(),
});

/** Whether tools (or one tool) were called no more often than allowed. */
export const maxCalls: Scorer<MaxCallsOptions> = defineScorer({
  type: 'max-calls',
  summary: 'No more tool calls than allowed, in all or of the tools named.',
  options,
  short: shortFor('max'),
  example: {
    options: { max: 1, tools: 'refund' },
    output: { text: '', toolCalls: [{ name: 'refund', arguments: {} }] },
    value: 1,
  },
  prepare: ({ max, tools }) => {
    const counted = tools === undefined ? undefined : new Set(toNames(tools));
    return ({ output }) => {
      const calls = callsOf(output);
      if (calls === undefined) return unscored(noCallsKnown);
      const count = calls.filter(({ name }) => counted?.has(name) ?? true).length;
      return verdictOf(count <= max, `${count} calls, at most ${max} allowed`);
    };
  },
});
