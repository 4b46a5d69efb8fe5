import type { Json, JsonObject, Opinion } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { NoOpinion, quote, scored, unscored } from '../shape/opinion.ts';
import { isJsonObject } from '../shape/subject.ts';
import { normalizer, normalizeSchema, type Normalize } from '../text/normalize.ts';
import {
  expectedJson,
  isJsonList,
  jsonReading,
  type JsonReading,
  markRepaired,
  readJson,
} from './json-value.ts';

/** Options of `json-diff`. */
export interface JsonDiffOptions extends JsonReading {
  readonly value?: Json;
  /** How far numbers may be apart. */
  readonly tolerance?: number;
  readonly normalize?: Normalize;
  /** Fields that the output has and the expected value lacks count as wrong; on by default. */
  readonly extra?: boolean;
  /** A score of its own for each top-level field too. */
  readonly perField?: boolean;
}

const options: z.ZodType<JsonDiffOptions> = z.strictObject({
  value: z.json().describe("the right JSON value; default: the case's expected").exactOptional(),
  tolerance: z.number().min(0).describe('how far numbers may be apart; default 0').exactOptional(),
  normalize: normalizeSchema.exactOptional(),
  extra: z
    .boolean()
    .describe('true (default): fields that were not expected count as wrong')
    .exactOptional(),
  perField: z
    .boolean()
    .describe('true: a score for each top-level field too, named after it; default false')
    .exactOptional(),
  ...jsonReading,
});

/** The share of fields that are right. */
export const jsonDiff: Scorer<JsonDiffOptions, Opinion | readonly Opinion[]> = defineScorer({
  type: 'json-diff',
  summary:
    "The share of the expected JSON's fields that the output has right; each field in the metadata.",
  options,
  short: (argument) => ({ value: argument }),
  binary: () => false,
  example: { options: {}, output: '{"a": 1, "b": 3}', expected: { a: 1, b: 2 }, value: 0.5 },
  prepare:
    (given) =>
    ({ output, expected }) => {
      const gold = expectedJson(given.value, expected);
      if (gold === undefined)
        return unscored('The case has no `expected`, and the scorer no `value`');
      const found = readJson(output.text, given);
      if (found === undefined) return scored(0, `no JSON in ${quote(output.text)}`);
      const whole = markRepaired(toOpinion(compareFields(found.value, gold, given)), found);
      if (given.perField !== true || !isJsonObject(gold)) return whole;
      return [whole, ...fieldOpinions(found.value, gold, given)];
    },
});

/** Whether the leaf at each path is right. */
type Fields = ReadonlyMap<string, boolean>;

function fieldOpinions(got: Json, gold: JsonObject, given: JsonDiffOptions): readonly Opinion[] {
  const mine = isJsonObject(got) ? got : {};
  return Object.keys(gold).map((key) => ({
    ...toOpinion(compareFields(mine[key], gold[key] ?? null, given)),
    scorer: key,
  }));
}

function toOpinion(fields: Fields): Opinion {
  const wrong = [...fields].filter(([, right]) => !right).map(([path]) => path);
  const value = (fields.size - wrong.length) / fields.size;
  const shown = Object.fromEntries(
    [...fields].slice(0, 100).map(([path, right]) => [path, Number(right)]),
  );
  const reason = wrong.length === 0 ? undefined : `wrong: ${wrong.slice(0, 10).join(', ')}`;
  return scored(value, reason, { fields: shown });
}

interface Pair {
  readonly path: string;
  readonly got: Json | undefined;
  readonly gold: Json | undefined;
}

// A loop, not recursion: hostile nesting is deep.
function compareFields(got: Json | undefined, gold: Json, given: JsonDiffOptions): Fields {
  const fields = new Map<string, boolean>();
  const same = prepareSame(given);
  const open: Pair[] = [{ path: '$', got, gold }];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const inner = innerPairs(pair, given);
    if (inner === undefined) fields.set(pair.path, same(pair));
    else open.push(...inner.toReversed());
    if (fields.size + open.length > 100_000)
      throw new NoOpinion('The JSON has too many fields to compare');
  }
  return fields;
}

function innerPairs(
  { path, got, gold }: Pair,
  given: JsonDiffOptions,
): readonly Pair[] | undefined {
  if (isJsonList(gold) && gold.length > 0) {
    const mine = isJsonList(got) ? got : [];
    const length = given.extra === false ? gold.length : Math.max(gold.length, mine.length);
    return Array.from({ length }, (_, at) => ({
      path: `${path}[${at}]`,
      got: mine[at],
      gold: gold[at],
    }));
  }
  if (!isJsonObject(gold) || Object.keys(gold).length === 0) return undefined;
  const mine = isJsonObject(got) ? got : {};
  const keys = new Set([...Object.keys(gold), ...(given.extra === false ? [] : Object.keys(mine))]);
  return Array.from(keys, (key) => ({
    path: `${path}.${key}`,
    got: own(mine, key),
    gold: own(gold, key),
  }));
}

function own(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function prepareSame({ tolerance = 0, normalize }: JsonDiffOptions): (pair: Pair) => boolean {
  const plain = normalizer(normalize);
  return ({ got, gold }) => {
    if (typeof got === 'number' && typeof gold === 'number')
      return Math.abs(got - gold) <= tolerance;
    if (typeof got === 'string' && typeof gold === 'string') return plain(got) === plain(gold);
    return JSON.stringify(got) === JSON.stringify(gold);
  };
}
