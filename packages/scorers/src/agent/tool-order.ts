import type { ToolCall } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, unscored, verdictOf } from '../shape/opinion.ts';
import { isCall, type ArgumentMatch, type ReferenceCall } from './calls.ts';
import { countPairs } from './pair-calls.ts';
import { readSides, referenceOptions, type ReferenceOptions } from './reference-options.ts';

/** How the calls must stand to the reference calls. */
export type Order = 'strict' | 'unordered' | 'subset' | 'superset' | 'in-order';

/** Options of `tool-order`. */
export interface ToolOrderOptions extends ReferenceOptions {
  readonly order?: Order;
}

const options: z.ZodType<ToolOrderOptions> = z.strictObject({
  ...referenceOptions,
  order: z
    .enum(['strict', 'unordered', 'subset', 'superset', 'in-order'])
    .describe(
      'strict (default): the same calls in the same order · unordered: the same calls · subset: no others · superset: all of them · in-order: all of them in this order, others between',
    )
    .exactOptional(),
});

/** Whether the tools were called as in the reference. */
export const toolOrder: Scorer<ToolOrderOptions> = defineScorer({
  type: 'tool-order',
  summary:
    'The tool calls are those of the reference: strictly, in any order, a subset or a superset.',
  options,
  short: shortFor('calls'),
  example: {
    options: { calls: ['get_order', 'refund'], order: 'in-order' },
    output: {
      text: '',
      toolCalls: [
        { name: 'get_order', arguments: {} },
        { name: 'get_user', arguments: {} },
        { name: 'refund', arguments: {} },
      ],
    },
    value: 1,
  },
  prepare: (given) => (subject) => {
    const sides = readSides(subject, given);
    if ('problem' in sides) return unscored(sides.problem);
    const { calls, references } = sides;
    const order = given.order ?? 'strict';
    const holds = orders[order](calls, references, given.arguments ?? 'exact');
    const made = calls.map(({ name }) => name).join(', ');
    const wanted = references.map(({ name }) => name).join(', ');
    return verdictOf(
      holds,
      `called ${quote(made, 200)}, expected (${order}) ${quote(wanted, 200)}`,
    );
  },
});

type Rule = (
  calls: readonly ToolCall[],
  references: readonly ReferenceCall[],
  match: ArgumentMatch,
) => boolean;

const orders: Readonly<Record<Order, Rule>> = {
  strict: (calls, references, match) =>
    calls.length === references.length &&
    references.every((reference, at) => {
      const call = calls[at];
      return call !== undefined && isCall(call, reference, match);
    }),
  unordered: (calls, references, match) =>
    calls.length === references.length && countPairs(calls, references, match) === calls.length,
  subset: (calls, references, match) => countPairs(calls, references, match) === calls.length,
  superset: (calls, references, match) =>
    countPairs(calls, references, match) === references.length,
  'in-order': (calls, references, match) => {
    let next = 0;
    for (const call of calls) {
      const wanted = references[next];
      if (wanted !== undefined && isCall(call, wanted, match)) next += 1;
    }
    return next === references.length;
  },
};
