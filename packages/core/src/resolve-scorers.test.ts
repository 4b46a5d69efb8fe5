import { expect, test } from 'vitest';
import { z } from 'zod';

import { formatProblem } from './format-problem.ts';
import { isJsonObject } from './json.ts';
import { readYaml } from './read-yaml.ts';
import { resolveScorers, type ResolvedScorers, type ScorerSource } from './resolve-scorers.ts';
import { scorerEntrySchema } from './schemas/words.ts';
import type { ScorerCatalog, ScorerDefinition } from './scorer.ts';

function define(
  definition: Pick<ScorerDefinition, 'type' | 'options' | 'short' | 'needs'>,
): ScorerDefinition {
  return {
    summary: 'For tests',
    binary: () => true,
    score: () => ({ kind: 'scored', value: 1 }),
    ...definition,
  };
}

const catalog: ScorerCatalog = new Map(
  [
    define({
      type: 'contains',
      options: z.strictObject({
        text: z.string(),
        normalize: z.enum(['none', 'basic', 'squad']).exactOptional(),
      }),
      short: (text) => ({ text }),
    }),
    define({
      type: 'number',
      options: z.strictObject({ tolerance: z.number().min(0).exactOptional() }),
    }),
    define({
      type: 'judge',
      options: z.strictObject({
        rubric: z.string(),
        model: z.strictObject({ provider: z.string(), model: z.string() }),
      }),
      needs: ['complete'],
    }),
    define({ type: 'code', options: z.strictObject({}), needs: ['runCode'] }),
  ].map((definition) => [definition.type, definition]),
);

function resolve(text: string, more: Partial<ScorerSource> = {}): ResolvedScorers {
  const parsed = readYaml(`scorers:\n${text}`, 'set.yaml');
  const written = isJsonObject(parsed.value) ? parsed.value['scorers'] : undefined;
  const entries = z.array(scorerEntrySchema).parse(written);
  return resolveScorers(entries, catalog, {
    text: parsed,
    base: ['scorers'],
    allowCode: false,
    ...more,
  });
}

const said = (text: string): string =>
  `\n${resolve(text).problems.map(formatProblem).join('\n')}\n`;

test('bare, short and long forms come to the same', () => {
  const { scorers, problems } = resolve(
    '  - number\n  - contains: x\n  - { type: contains, name: long, text: x, advisory: true }\n',
  );
  expect(problems).toEqual([]);
  expect(scorers).toEqual([
    { type: 'number', name: 'number', advisory: false, binary: true, options: {} },
    { type: 'contains', name: 'contains', advisory: false, binary: true, options: { text: 'x' } },
    { type: 'contains', name: 'long', advisory: true, binary: true, options: { text: 'x' } },
  ]);
});

test('without a name a scorer is called by its type, made unique', () => {
  const { scorers } = resolve(
    '  - contains: a\n  - contains: b\n  - { type: number, name: contains-2 }\n',
  );
  expect(scorers.map(({ name }) => name)).toEqual(['contains', 'contains-3', 'contains-2']);
  expect(resolve('  - contains: a\n', { taken: ['contains'] }).scorers[0]?.name).toBe('contains-2');
});

test('a judge tells whom it asks', () => {
  const text =
    '  - type: judge\n    rubric: kind\n    model: { provider: anthropic, model: claude-haiku-4-5 }\n';
  expect(resolve(text).scorers[0]?.judge).toBe('anthropic/claude-haiku-4-5');
});

test('wrong types, options and names are told with their places', () => {
  expect(
    said(`  - containz: x
  - type: nubmer
  - contians
  - { type: contains, txt: x }
  - { type: contains, name: a, text: 3, normalize: sqad }
  - { type: number, name: a }
  - { contains: x, normalize: squad }
  - contains: 1.10
  - { type: number, tolerance: -1, name: Bad Name, advisory: maybe }
  - number: 3
  - code
  - {}
`),
  ).toMatchInlineSnapshot(`
    "
    set.yaml:2:5  There is no scorer "containz"
        Did you mean \`contains\`?
    set.yaml:3:11  There is no scorer "nubmer"
        Did you mean \`number\`?
    set.yaml:4:5  There is no scorer "contians"
        Did you mean \`contains\`?
    set.yaml:5:5  Scorer contains: text is missing
        Add \`text\`: it is required.
    set.yaml:5:23  Scorer contains: txt is not a known key
        Did you mean \`text\`?
    set.yaml:6:38  Scorer a (contains): text: expected a text, not the number 3
        Put it in quotes: "3".
    set.yaml:6:52  Scorer a (contains): normalize: expected none, basic or squad, not "sqad"
        Did you mean \`squad\`?
    set.yaml:7:27  Two scorers are called a
        Give one of them another \`name\`.
    set.yaml:8:20  Scorer contains: normalize cannot stand beside the short form
        Write the long form: {type: contains, normalize: …}.
    set.yaml:9:15  Scorer contains-3 (contains): text: expected a text, not the number 1.10
        Put it in quotes: "1.10".
    set.yaml:10:42  Scorer: name: expected a name of a–z, 0–9, ".", "_" and "-"
    set.yaml:10:62  Scorer: advisory: expected true or false
    set.yaml:10:32  Scorer Bad Name (number): tolerance: expected at least 0, not the number -1
    set.yaml:11:13  Scorer number: it has no short form
        Write the long form: {type: number, …}.
    set.yaml:12:5  Scorer code (code) executes what a model wrote, and this set does not allow it
        Add \`allowCode: true\` to set.yaml if you want that.
    set.yaml:13:5  A scorer needs a type
        Allowed: code, contains, judge, number.
    "
  `);
});

test('a scorer that executes model output needs the permission of its set', () => {
  expect(resolve('  - code\n').problems).toMatchObject([
    { code: 'code-not-allowed', place: { line: 2 } },
  ]);
  expect(resolve('  - code\n', { allowCode: true }).problems).toEqual([]);
});
