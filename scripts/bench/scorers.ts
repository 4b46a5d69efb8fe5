import type { Json, JsonObject } from '../../packages/core/src/index.ts';
import { parseSql } from '../../packages/runner/src/code/parse-sql.ts';
import { catalog, makeScorer } from '../../packages/scorers/src/index.ts';
import {
  editDistance,
  goldJson,
  gramF1,
  isGold,
  isHtml,
  isSql,
  isXml,
  longestCommon,
  needle,
  plainBleu,
  plainChrf,
  reference,
  squad,
  squadF1,
} from './plain-scorers.ts';
import { atMost, type Row } from './row.ts';
import { ownMs } from './run-program.ts';
import { makeOutputs, type OutputKind } from './scorer-outputs.ts';

/** A deterministic scorer of texts, its options, and what the plainest correct implementation does. */
interface TextScorer {
  readonly type: string;
  readonly kind?: OutputKind;
  readonly options?: JsonObject;
  readonly expected?: Json;
  readonly plain: (text: string) => unknown;
}

const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d .()-]{7,}\d/;
const key = /AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|sk-[A-Za-z0-9_-]{20,}/;
const schema = {
  type: 'object',
  required: ['id', 'items'],
  properties: {
    id: { type: 'integer' },
    items: { type: 'array', items: { type: 'object', required: ['name', 'price'] } },
  },
};

const textScorers: readonly TextScorer[] = [
  { type: 'equals', options: { value: needle }, plain: (text) => text === needle },
  { type: 'contains', options: { value: needle }, plain: (text) => text.includes(needle) },
  { type: 'not-contains', options: { value: needle }, plain: (text) => !text.includes(needle) },
  { type: 'starts-with', options: { value: needle }, plain: (text) => text.startsWith(needle) },
  { type: 'ends-with', options: { value: needle }, plain: (text) => text.endsWith(needle) },
  {
    type: 'one-of',
    expected: [needle, reference],
    plain: (text) => [needle, reference].includes(text),
  },
  {
    type: 'regex',
    options: { pattern: 'w[a-z]+ of (all|some)\\b' },
    plain: (text) => /w[a-z]+ of (?:all|some)\b/.test(text),
  },
  {
    type: 'number',
    options: { value: 42 },
    plain: (text) => Number(text.match(/-?\d+(?:\.\d+)?/g)?.at(-1)) === 42,
  },
  { type: 'math-equal', expected: '42', plain: (text) => Number(text) === 42 },
  {
    type: 'choice',
    expected: 'B',
    plain: (text) => /answer is \(?([A-Z])\b/.exec(text)?.[1] === 'B',
  },
  { type: 'length', options: { max: 2000 }, plain: (text) => Array.from(text).length <= 2000 },
  { type: 'word-count', options: { max: 500 }, plain: (text) => text.split(/\s+/).length <= 500 },
  { type: 'token-count', options: { max: 500 }, plain: (text) => text.length <= 2000 },
  { type: 'exact-match', expected: needle, plain: (text) => squad(text) === squad(needle) },
  { type: 'f1', expected: reference, plain: squadF1 },
  { type: 'levenshtein', expected: reference, plain: (text) => editDistance(text, reference) },
  { type: 'rouge-1', expected: reference, plain: (text) => gramF1(text, 1) },
  { type: 'rouge-2', expected: reference, plain: (text) => gramF1(text, 2) },
  { type: 'rouge-l', expected: reference, plain: longestCommon },
  { type: 'rouge-lsum', expected: reference, plain: longestCommon },
  { type: 'bleu', expected: reference, plain: plainBleu },
  { type: 'chrf', expected: reference, plain: plainChrf },
  { type: 'chrf++', expected: reference, plain: (text) => plainChrf(text) + gramF1(text, 2) },
  { type: 'refusal', plain: (text) => /\bI (?:can ?not|can't|won't) (?:help|do)\b/i.test(text) },
  { type: 'pii', plain: (text) => email.test(text) },
  {
    type: 'secret-leak',
    options: { canaries: ['blue-heron-42'] },
    plain: (text) => text.includes('blue-heron-42') || key.test(text),
  },
  { type: 'json-equal', kind: 'json', expected: goldJson, plain: isGold },
  {
    type: 'json-schema',
    kind: 'json',
    options: { schema },
    plain: (text) => isOrder(JSON.parse(text)),
  },
  {
    type: 'json-path',
    kind: 'json',
    options: { path: '$.items[0].name', type: 'string' },
    plain: (text) => typeof JSON.parse(text).items[0].name === 'string',
  },
  { type: 'json-diff', kind: 'json', expected: goldJson, plain: isGold },
  {
    type: 'markdown',
    kind: 'markdown',
    options: { requires: { heading: 2, list: 1 } },
    plain: (text) => (text.match(/^#{1,6} /gm)?.length ?? 0) >= 2 && /^- /m.test(text),
  },
  { type: 'html', kind: 'html', options: { requires: ['ul'] }, plain: isHtml },
  { type: 'xml', kind: 'xml', options: { root: 'order' }, plain: isXml },
  { type: 'sql', kind: 'sql', plain: isSql },
  {
    type: 'instructions',
    options: { checks: { words: { max: 300 }, noCommas: true, include: ['refund'] } },
    plain: (text) =>
      text.split(/\s+/).length <= 300 && !text.includes(',') && /\brefund\b/i.test(text),
  },
];

function isOrder(value: { readonly id: unknown; readonly items: readonly object[] }): boolean {
  return (
    Number.isInteger(value.id) && value.items.every((item) => 'name' in item && 'price' in item)
  );
}

const wanted = 100_000;
const distinct = 2000;

/**
 * Speed of every deterministic scorer of texts on 100,000 outputs of 1 kB (2,000 distinct ones, again and again),
 * or on as many as the time allows, beside the plainest implementation on the same ones.
 */
export async function measureScorers(quick: boolean): Promise<readonly Row[]> {
  const made = new Map<OutputKind, readonly string[]>();
  const rows: Row[] = [];
  for (const scorer of textScorers) {
    const kind = scorer.kind ?? 'prose';
    const outputs = made.get(kind) ?? makeOutputs(kind, distinct);
    made.set(kind, outputs);
    rows.push(await measureScorer(scorer, { outputs, spendMs: quick ? 60 : 1000 }));
  }
  return rows;
}

interface Outputs {
  readonly outputs: readonly string[];
  readonly spendMs: number;
}

async function measureScorer(
  { type, options = {}, expected, plain }: TextScorer,
  given: Outputs,
): Promise<Row> {
  const definition = catalog.get(type);
  if (definition === undefined) throw new Error(`There is no scorer ${type}`);
  const spec = { type, name: type, advisory: false, binary: true, options, digest: '' };
  const score = makeScorer(spec, definition, { parseSql });
  const fixed = { input: '', ...(expected === undefined ? {} : { expected }) };
  const usage = { outputTokens: 250 };
  const own = await speedOf((text) => score({ ...fixed, output: { text, usage } }), given);
  const bare = await speedOf(async (text) => plain(text), given);
  const msPerKb = 1000 / (own.mbPerSecond * 1000);
  return {
    load: `scorer \`${type}\`, ${own.count.toLocaleString('en')} outputs`,
    pawl: `${shown(own.mbPerSecond)} MB/s`,
    beside: `plainest ${shown(bare.mbPerSecond)} MB/s`,
    number: msPerKb,
    shown: `${msPerKb.toFixed(4)} ms/kB`,
    must: atMost(5, '5 ms/kB'),
  };
}

function shown(mbPerSecond: number): string {
  return mbPerSecond.toFixed(mbPerSecond < 10 ? 1 : 0);
}

interface Speed {
  readonly mbPerSecond: number;
  readonly count: number;
}

async function speedOf(
  score: (text: string) => Promise<unknown>,
  { outputs, spendMs }: Outputs,
): Promise<Speed> {
  for (const text of outputs.slice(0, 20)) await score(text);
  const startedAt = ownMs();
  let bytes = 0;
  let count = 0;
  while (count < wanted && ownMs() - startedAt < spendMs) {
    for (let each = 0; each < 20; each += 1) {
      const text = outputs[count % outputs.length] ?? '';
      await score(text);
      bytes += text.length;
      count += 1;
    }
  }
  return { mbPerSecond: bytes / 1000 / (ownMs() - startedAt), count };
}
