import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { messagesOf } from './calls.ts';

/** Options of `max-turns`. */
export interface MaxTurnsOptions {
  readonly max: number;
  /** Whose messages count; the assistant's by default. */
  readonly role?: 'assistant' | 'user';
}

const options: z.ZodType<MaxTurnsOptions> = z.strictObject({
  max: z.int().min(1).describe('how many messages there may be'),
  role: z
    .enum(['assistant', 'user'])
    .describe('whose messages count; default assistant')
    .exactOptional(),
});

/** Whether the conversation was no longer than allowed. */
export const maxTurns: Scorer<MaxTurnsOptions> = defineScorer({
  type: 'max-turns',
  summary: 'The assistant (or the user) sent no more messages than allowed.',
  options,
  short: shortFor('max'),
  example: {
    options: { max: 2 },
    output: { text: 'Hello.', messages: [{ role: 'assistant', content: 'Hello.' }] },
    value: 1,
  },
  prepare:
    ({ max, role = 'assistant' }) =>
    ({ output }) => {
      if (output.messages === undefined) return unscored('The target does not report its messages');
      const count = messagesOf(output).filter((message) => message.role === role).length;
      return verdictOf(count <= max, `${count} messages of the ${role}, at most ${max} allowed`);
    },
});
