import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { scored, unscored } from '../shape/opinion.ts';
import { countPairs } from './pair-calls.ts';
import { readSides, referenceOptions, type ReferenceOptions } from './reference-options.ts';

const options: z.ZodType<ReferenceOptions> = z.strictObject(referenceOptions);

/** F1 of the tool calls against the reference calls; both empty is 1. */
export const toolCallF1: Scorer<ReferenceOptions> = defineScorer({
  type: 'tool-call-f1',
  summary: 'F1 of the tool calls (name and arguments) against the reference calls.',
  options,
  short: shortFor('calls'),
  binary: () => false,
  example: {
    options: { calls: [{ name: 'refund', arguments: { order: 7 } }] },
    output: {
      text: '',
      toolCalls: [
        { name: 'refund', arguments: { order: 7 } },
        { name: 'refund', arguments: { order: 8 } },
        { name: 'get_order', arguments: {} },
      ],
    },
    value: 0.5,
  },
  prepare: (given) => (subject) => {
    const sides = readSides(subject, given);
    if ('problem' in sides) return unscored(sides.problem);
    const { calls, references } = sides;
    const all = calls.length + references.length;
    if (all === 0) return scored(1);
    const right = countPairs(calls, references, given.arguments ?? 'exact');
    const reason = `${right} of ${references.length} reference calls made, ${calls.length} calls in all`;
    return scored((2 * right) / all, reason, {
      right,
      made: calls.length,
      wanted: references.length,
    });
  },
});
