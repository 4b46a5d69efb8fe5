import type { Json } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, unscored, verdictOf } from '../shape/opinion.ts';
import { containsJson, expectedJson, sameJson } from '../structure/json-value.ts';
import { atPath } from './calls.ts';

/** Options of `final-state`. */
export interface FinalStateOptions {
  /** Dotted path to the state in the recorded row or the target's extra fields; `state` by default. */
  readonly path?: string;
  readonly value?: Json;
  /** Dotted path to the wanted state inside `expected`. */
  readonly expectedPath?: string;
  /** The state may hold more than was expected. */
  readonly subset?: boolean;
}

const options: z.ZodType<FinalStateOptions> = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe("dotted path to the state in the row that the target gave; default 'state'")
    .exactOptional(),
  value: z.json().describe("the wanted state; default: the case's expected").exactOptional(),
  expectedPath: z
    .string()
    .min(1)
    .describe('dotted path to the wanted state in expected')
    .exactOptional(),
  subset: z.boolean().describe('true: the state may hold more; default false').exactOptional(),
});

/** Whether the world is as it should be when the agent has finished. */
export const finalState: Scorer<FinalStateOptions> = defineScorer({
  type: 'final-state',
  summary: 'The state that the agent left behind equals the expected state.',
  options,
  short: shortFor('value'),
  example: {
    options: { value: { refunded: true } },
    output: { text: 'Done.', row: { state: { refunded: true } } },
    value: 1,
  },
  prepare:
    ({ path = 'state', value, expectedPath, subset = false }) =>
    ({ output, expected }) => {
      const gold = expectedJson(value, atPath(expected, expectedPath));
      if (gold === undefined) return unscored('The case has no expected state');
      const state = atPath(output.row, path);
      if (state === undefined) return unscored(`The target gave no ${path}`);
      const holds = subset ? containsJson(state, gold) : sameJson(state, gold);
      return verdictOf(holds, `the state is ${quote(JSON.stringify(state), 200)}`);
    },
});
