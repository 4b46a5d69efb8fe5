import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { callsOf, noCallsKnown } from './calls.ts';
import { toNames, toolNames, type ToolNames } from './tool-names.ts';

/** Options of `tool-used`. */
export interface ToolUsedOptions {
  readonly tools: ToolNames;
  /** Whether one tool of a list is enough; `all` by default. */
  readonly match?: 'any' | 'all';
}

const options: z.ZodType<ToolUsedOptions> = z.strictObject({
  tools: toolNames.describe('name of a tool, or a list'),
  match: z.enum(['any', 'all']).describe('all (default) or any of a list').exactOptional(),
});

/** Whether the tools were called. */
export const toolUsed: Scorer<ToolUsedOptions> = defineScorer({
  type: 'tool-used',
  summary: 'The tool was called (all of a list; any of it with `match: any`).',
  options,
  short: shortFor('tools'),
  example: {
    options: { tools: 'get_order' },
    output: { text: '', toolCalls: [{ name: 'get_order', arguments: { id: 7 } }] },
    value: 1,
  },
  prepare: ({ tools, match = 'all' }) => {
    const wanted = toNames(tools);
    return ({ output }) => {
      const calls = callsOf(output);
      if (calls === undefined) return unscored(noCallsKnown);
      const used = new Set(calls.map(({ name }) => name));
      const missing = wanted.filter((name) => !used.has(name));
      const holds = match === 'all' ? missing.length === 0 : missing.length < wanted.length;
      return verdictOf(holds, `not called: ${missing.join(', ')}`);
    };
  },
});
