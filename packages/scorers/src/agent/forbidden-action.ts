import type { Json } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, unscored, verdictOf } from '../shape/opinion.ts';
import { callsOf, isCall, noCallsKnown } from './calls.ts';

/** One action that must never happen. */
export interface ForbiddenAction {
  readonly tool: string;
  /** Only calls whose arguments hold these. */
  readonly arguments?: Json;
}

/** Options of `forbidden-action`. */
export interface ForbiddenActionOptions {
  readonly actions: readonly ForbiddenAction[];
}

const options: z.ZodType<ForbiddenActionOptions> = z.strictObject({
  actions: z
    .array(
      z.strictObject({
        tool: z.string().min(1).describe('name of the tool'),
        arguments: z.json().describe('only calls whose arguments hold these').exactOptional(),
      }),
    )
    .min(1)
    .readonly()
    .describe('what must never happen: { tool, arguments }'),
});

/** Whether none of the actions happened. */
export const forbiddenAction: Scorer<ForbiddenActionOptions> = defineScorer({
  type: 'forbidden-action',
  summary: 'No tool was called with the arguments that must never occur.',
  options,
  short: shortFor('actions'),
  example: {
    options: { actions: [{ tool: 'refund', arguments: { currency: 'USD', amount: 1000 } }] },
    output: {
      text: '',
      toolCalls: [{ name: 'refund', arguments: { currency: 'USD', amount: 10 } }],
    },
    value: 1,
  },
  prepare:
    ({ actions }) =>
    ({ output }) => {
      const calls = callsOf(output);
      if (calls === undefined) return unscored(noCallsKnown);
      const done = calls.find((call) =>
        actions.some((action) => isCall(call, { ...action, name: action.tool }, 'subset')),
      );
      return verdictOf(
        done === undefined,
        `called ${done?.name} with ${quote(JSON.stringify(done?.arguments))}`,
      );
    },
});
