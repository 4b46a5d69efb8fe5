import type { Json } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import {
  containsJson,
  expectedJson,
  jsonReading,
  type JsonReading,
  markRepaired,
  readJson,
  sameJson,
} from './json-value.ts';

/** Options of `json-equal`. */
export interface JsonEqualOptions extends JsonReading {
  readonly value?: Json;
  /** The output may have more keys than expected. */
  readonly subset?: boolean;
}

const options: z.ZodType<JsonEqualOptions> = z.strictObject({
  value: z.json().describe("the right JSON value; default: the case's expected").exactOptional(),
  subset: z
    .boolean()
    .describe('true: more keys than expected are fine; default false')
    .exactOptional(),
  ...jsonReading,
});

/** Whether the output's JSON value is the expected one; the order of keys does not matter. */
export const jsonEqual: Scorer<JsonEqualOptions> = defineScorer({
  type: 'json-equal',
  summary: 'The JSON in the output equals the expected JSON, whatever the order of keys.',
  options,
  short: (argument) => ({ value: argument }),
  example: { options: {}, output: '{"b": 2, "a": 1}', expected: { a: 1, b: 2 }, value: 1 },
  prepare:
    (given) =>
    ({ output, expected }) => {
      const gold = expectedJson(given.value, expected);
      if (gold === undefined)
        return unscored('The case has no `expected`, and the scorer no `value`');
      const found = readJson(output.text, given);
      if (found === undefined) return scored(0, `no JSON in ${quote(output.text)}`);
      const got = found.value;
      const same = given.subset === true ? containsJson(got, gold) : sameJson(got, gold);
      if (same && holdsLargeNumber(gold))
        return unscored('There are numbers beyond 2^53, which JSON readers cannot tell apart');
      const reason = `got ${quote(JSON.stringify(got), 200)}, expected ${quote(JSON.stringify(gold), 200)}`;
      return markRepaired(verdictOf(same, reason), found);
    },
});

// 12345678901234567890 and …891 are read as one number. A loop, not recursion: hostile nesting is deep.
function holdsLargeNumber(root: Json): boolean {
  const open: (Json | undefined)[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return true;
    if (typeof value === 'object' && value !== null)
      for (const each of Object.values(value)) open.push(each);
  }
  return false;
}
