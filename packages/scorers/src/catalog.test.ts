import { readFileSync } from 'node:fs';

import type { Json, Opinion, Score } from '@pawl/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { catalog, makeScorer, scorers } from './index.ts';
import { toSubject, type Given } from './shape/subject.ts';

const hostileRow = z.object({
  id: z.string(),
  text: z.string().default(''),
  gen: z
    .object({ prefix: z.string(), unit: z.string(), times: z.number(), mid: z.string() })
    .optional(),
});

const hostile = readHostileOutputs();
const megabytes = ['[', '{"', '<a>', '1,', 'a b ', '😀'];
const pure = scorers.filter((scorer) => (scorer.needs ?? []).length === 0);

it('names every scorer once, in kebab-case, with a sentence', () => {
  expect(catalog.size).toBe(scorers.length);
  for (const scorer of scorers) {
    expect(scorer.type).toMatch(/^[a-z][a-z0-9+]*(?:-[a-z0-9+]+)*$/);
    expect(scorer.summary).toMatch(/\.$/);
  }
});

describe.each(scorers.map((scorer) => [scorer.type, scorer] as const))('%s', (_, scorer) => {
  const { example } = scorer;

  it('accepts the options of its example, and refuses unknown ones', () => {
    expect(scorer.options.safeParse(example.options).error).toBeUndefined();
    expect(scorer.options.safeParse({ ...example.options, optoin: 1 }).success).toBe(false);
    expect(typeof scorer.binary(example.options)).toBe('boolean');
  });

  it('reads parsed options as the same options', () => {
    const once = scorer.options.parse(example.options);
    expect(scorer.options.parse(once)).toEqual(once);
  });
});

describe.each(pure.map((scorer) => [scorer.type, scorer] as const))('%s', (_, scorer) => {
  const { example } = scorer;

  it('gives its example the value that the documentation shows', async () => {
    const opinion = await scorer.score(toSubject(example), example.options, {});
    expect(opinion).toMatchObject({ kind: 'scored' });
    expect(valueOf(opinion)).toBeCloseTo(example.value ?? -1, 4);
  });

  it('gives every output a value from 0 to 1 or a reason, the same twice, and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyOutput, anyExpected, async (output, expected) => {
        const given: Given = { ...example, output, expected };
        const before = structuredClone(given);
        const first = await score(scorer.type, given);
        expect(first.flatMap(mistakesOf)).toEqual([]);
        expect(await score(scorer.type, given)).toEqual(first);
        expect(given).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  it.each(hostile)('answers the hostile output $id', async ({ text }) => {
    const asIs = await score(scorer.type, { ...example, output: text });
    const asGold = await score(scorer.type, { ...example, output: text, expected: text });
    expect([...asIs, ...asGold].flatMap(mistakesOf)).toEqual([]);
  });

  it.each(megabytes)('answers a megabyte of %j', async (unit) => {
    const output = unit.repeat(1_000_000 / unit.length);
    const asIs = await score(scorer.type, { ...example, output });
    const asGold = await score(scorer.type, { ...example, output, expected: output.slice(1) });
    expect([...asIs, ...asGold].flatMap(mistakesOf)).toEqual([]);
  });
});

const anyOutput = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme' }),
  fc.json(),
  fc.constantFrom(...hostile.map(({ text }) => text)),
);

const anyExpected: fc.Arbitrary<Json> = fc.oneof(
  fc.string(),
  fc.constantFrom('', 'the', '0', 'NaN', '[]', '{"a":1}'),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant({ a: 1 }),
);

async function score(type: string, given: Given): Promise<readonly Score[]> {
  const definition = catalog.get(type);
  if (definition === undefined) throw new Error(`no scorer ${type}`);
  const { options } = scorers.find((each) => each.type === type)?.example ?? { options: {} };
  return makeScorer({ name: type, options }, definition, {})(toSubject(given));
}

function mistakesOf(each: Score): string[] {
  if (each.kind === 'scored') return each.value >= 0 && each.value <= 1 ? [] : [`${each.value}`];
  return /^$|not a number from 0 to 1$|undefined|Cannot read/.test(each.reason)
    ? [each.reason]
    : [];
}

function valueOf(opinion: Opinion | readonly Opinion[]): number {
  const [first] = [opinion].flat();
  return first?.kind === 'scored' ? first.value : Number.NaN;
}

function readHostileOutputs(): readonly { readonly id: string; readonly text: string }[] {
  const file = new URL('../fixtures/hostile-outputs.jsonl', import.meta.url);
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  return rows.map((row) => {
    const { id, text, gen } = hostileRow.parse(JSON.parse(row));
    return {
      id,
      text: gen === undefined ? text : gen.prefix + gen.unit.repeat(gen.times) + gen.mid,
    };
  });
}
