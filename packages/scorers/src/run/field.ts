import type { Json, Opinion } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored } from '../shape/opinion.ts';
import { isJsonObject } from '../shape/subject.ts';

/** Options of `field`. */
export interface FieldOptions {
  /** Dotted path into the recorded row. */
  readonly path: string;
}

const options: z.ZodType<FieldOptions> = z.strictObject({
  path: z.string().min(1).describe('dotted path into the recorded row, as published.reward'),
});

/** The judgement that a recorded row brings with it: a number from 0 to 1, or a truth value. */
export const field: Scorer<FieldOptions> = defineScorer({
  type: 'field',
  summary: 'The number (0 to 1) or truth value in a field of the recorded row is the score.',
  options,
  short: shortFor('path'),
  binary: () => false,
  example: {
    options: { path: 'published.reward' },
    output: { text: '', row: { published: { reward: 1 } } },
    value: 1,
  },
  prepare: ({ path }) => {
    const steps = path.split('.');
    return ({ output }) => toOpinion(path, follow(output.row, steps));
  },
});

function follow(row: Json | undefined, steps: readonly string[]): Json | undefined {
  let at = row;
  for (const step of steps) {
    if (!isJsonObject(at) || !Object.hasOwn(at, step)) return undefined;
    at = at[step];
  }
  return at;
}

function toOpinion(path: string, value: Json | undefined): Opinion {
  if (typeof value === 'boolean') return scored(value ? 1 : 0);
  if (typeof value === 'number' && value >= 0 && value <= 1) return scored(value);
  if (value === undefined || value === null) return unscored(`The row has no field ${path}`);
  return unscored(
    `${path} is ${quote(JSON.stringify(value))}, not a number from 0 to 1 or a truth value`,
  );
}
