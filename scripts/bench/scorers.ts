import type { Json, JsonObject } from '../../packages/core/src/index.ts';
import { makeScorer } from '../../packages/scorers/src/index.ts';
import { catalog } from '../../packages/scorers/src/index.ts';
import { atMost, type Row } from './row.ts';
import { ownMs } from './run-program.ts';

/** A deterministic scorer of texts, its options, and what the plainest correct implementation does. */
interface TextScorer {
  readonly type: string;
  readonly options: JsonObject;
  readonly expected?: Json;
  readonly plain?: (text: string) => boolean;
}

const needle = 'the last word of all';
const reference =
  'The quick brown fox jumps over the lazy dog, and the dog does not mind it at all. ';

const textScorers: readonly TextScorer[] = [
  { type: 'equals', options: { value: needle }, plain: (text) => text.trim() === needle },
  { type: 'contains', options: { value: needle }, plain: (text) => text.includes(needle) },
  { type: 'not-contains', options: { value: needle }, plain: (text) => !text.includes(needle) },
  { type: 'starts-with', options: { value: needle }, plain: (text) => text.startsWith(needle) },
  { type: 'one-of', options: {}, expected: [needle, reference] },
  { type: 'ends-with', options: { value: needle }, plain: (text) => text.endsWith(needle) },
  {
    type: 'regex',
    options: { pattern: 'w[a-z]+ of (all|some)\\b' },
    plain: (text) => /w[a-z]+ of (?:all|some)\b/.test(text),
  },
  {
    type: 'number',
    options: { value: 42 },
    plain: (text) => Number(/(\d+)\D*$/.exec(text)?.[1]) === 42,
  },
  {
    type: 'exact-match',
    options: {},
    expected: needle,
    plain: (text) => squad(text) === needle,
  },
  { type: 'f1', options: {}, expected: reference, plain: (text) => overlap(text) > 0.5 },
  { type: 'levenshtein', options: {}, expected: reference.repeat(12) },
  { type: 'rouge-1', options: {}, expected: reference, plain: (text) => overlap(text) > 0.5 },
  { type: 'rouge-2', options: {}, expected: reference },
  { type: 'rouge-l', options: {}, expected: reference },
  { type: 'rouge-lsum', options: {}, expected: reference },
  { type: 'bleu', options: {}, expected: reference },
  { type: 'chrf', options: {}, expected: reference },
  { type: 'chrf++', options: {}, expected: reference },
  { type: 'math-equal', options: {}, expected: '42' },
  { type: 'choice', options: {}, expected: 'B' },
  { type: 'word-count', options: { max: 500 }, plain: (text) => text.split(/\s+/).length <= 500 },
  { type: 'length', options: { max: 2000 }, plain: (text) => text.length <= 2000 },
  { type: 'refusal', options: {} },
  { type: 'pii', options: {} },
  { type: 'secret-leak', options: {} },
  { type: 'json-schema', options: { schema: { type: 'object' } } },
  { type: 'markdown', options: {} },
];

function squad(text: string): string {
  return text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, '')
    .replace(/\b(?:a|an|the)\b/g, ' ')
    .split(/\s+/)
    .join(' ')
    .trim();
}

const words = new Set(squad(reference).split(' '));
const overlap = (text: string): number => {
  const got = squad(text).split(' ');
  return got.filter((word) => words.has(word)).length / got.length;
};

/** Speed of every deterministic scorer of texts on outputs of 1 kB, beside the plainest implementation. */
export async function measureScorers(quick: boolean): Promise<readonly Row[]> {
  const outputs = Array.from({ length: 200 }, (_, at) =>
    `${reference.repeat(13)}${at} words`.slice(-1024),
  );
  const rows: Row[] = [];
  for (const scorer of textScorers) {
    const row = await measureScorer(scorer, { outputs, spendMs: quick ? 60 : 300 });
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

interface Outputs {
  readonly outputs: readonly string[];
  readonly spendMs: number;
}

async function measureScorer(
  { type, options, expected, plain }: TextScorer,
  { outputs, spendMs }: Outputs,
): Promise<Row | undefined> {
  const definition = catalog.get(type);
  if (definition === undefined) return undefined;
  const spec = { type, name: type, advisory: false, binary: true, options, digest: '' };
  const score = makeScorer(spec, definition, {});
  const own = await perSecond(
    async (text) =>
      score({ input: '', output: { text }, ...(expected === undefined ? {} : { expected }) }, {}),
    { outputs, spendMs },
  );
  const bare =
    plain === undefined
      ? undefined
      : await perSecond(async (text) => plain(text), { outputs, spendMs });
  const msPerKb = 1000 / (own * 1024);
  return {
    load: `scorer \`${type}\``,
    pawl: `${own.toFixed(own < 10 ? 1 : 0)} MB/s`,
    beside: bare === undefined ? '' : `plainest ${bare.toFixed(0)} MB/s`,
    number: msPerKb,
    shown: `${msPerKb.toFixed(4)} ms/kB`,
    must: atMost(5, '5 ms/kB'),
  };
}

/** Megabytes of outputs a second. */
async function perSecond(
  score: (text: string) => Promise<unknown>,
  { outputs, spendMs }: Outputs,
): Promise<number> {
  for (const text of outputs.slice(0, 20)) await score(text);
  const startedAt = ownMs();
  let bytes = 0;
  while (ownMs() - startedAt < spendMs) {
    for (const text of outputs.slice(0, 20)) {
      await score(text);
      bytes += text.length;
    }
  }
  return bytes / 1000 / (ownMs() - startedAt);
}
