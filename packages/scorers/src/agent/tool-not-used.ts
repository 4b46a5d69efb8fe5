import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { callsOf, noCallsKnown } from './calls.ts';
import { toNames, toolNames, type ToolNames } from './tool-names.ts';

/** Options of `tool-not-used`. */
export interface ToolNotUsedOptions {
  readonly tools: ToolNames;
}

const options: z.ZodType<ToolNotUsedOptions> = z.strictObject({
  tools: toolNames.describe('name of a tool, or a list, none of which may be called'),
});

/** Whether none of the tools was called. */
export const toolNotUsed: Scorer<ToolNotUsedOptions> = defineScorer({
  type: 'tool-not-used',
  summary: 'None of the tools was called.',
  options,
  short: shortFor('tools'),
  example: {
    options: { tools: ['delete_account'] },
    output: { text: 'Done.', toolCalls: [{ name: 'get_order', arguments: {} }] },
    value: 1,
  },
  prepare: ({ tools }) => {
    const forbidden = new Set(toNames(tools));
    return ({ output }) => {
      const calls = callsOf(output);
      if (calls === undefined) return unscored(noCallsKnown);
      const used = new Set(calls.map(({ name }) => name)).intersection(forbidden);
      return verdictOf(used.size === 0, `called ${[...used].join(', ')}`);
    };
  },
});
