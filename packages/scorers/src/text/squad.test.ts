import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';
import { z } from 'zod';

import { contains } from './contains.ts';
import { exactMatch } from './exact-match.ts';
import { f1 } from './f1.ts';
import { normalizer } from './normalize.ts';

const caseRow = z.object({
  id: z.string(),
  expected: z.json().optional(),
  disabled: z.unknown().optional(),
});
const recordedRow = z.object({
  case_id: z.string(),
  target: z.string(),
  output: z.string().nullish(),
  published: z.object({ human_correct: z.boolean().nullish() }).optional(),
});

function readRows<T>(file: string, schema: z.ZodType<T>): T[] {
  const text = readFileSync(new URL(`../../../../evals/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
}

const valueOf = (opinion: ReturnType<typeof f1>): number =>
  opinion.kind === 'scored' ? opinion.value : Number.NaN;

// Percentages of Natural Questions (open), outputs of ehsk/OpenQA-eval at 8b9317d0, computed once with the
// SQuAD v1.1 normaliser in Python.
const totals = {
  DPR: [40.91, 47.78],
  FiD: [46.48, 53.72],
  'ANCE-plus_FiD': [47.29, 54.87],
  Rocketv2_FiD: [47.7, 55.59],
  Contriever_FiD: [47.87, 55.44],
  EviGen: [49.47, 56.71],
  'FiD-KD': [49.56, 57.4],
  'GAR-plus_FiD': [49.78, 57.46],
  EMDR2: [51.47, 59.46],
  R2D2: [52.35, 59.03],
  'text-davinci-003_zeroshot': [12.62, 27.54],
  'text-davinci-003_fewshot-n64': [33.89, 50.47],
} as const;

it('reproduces exact match and F1 of all twelve systems on NQ-open', () => {
  const cases = new Map(readRows('nq-open/cases.jsonl', caseRow).map((row) => [row.id, row]));
  const sums = new Map<string, { n: number; exact: number; f1: number; unscored: number }>();
  for (const row of readRows('nq-open/recorded.jsonl', recordedRow)) {
    const sum = sums.get(row.target) ?? { n: 0, exact: 0, f1: 0, unscored: 0 };
    const given = { output: row.output ?? '', expected: cases.get(row.case_id)?.expected ?? null };
    const exact = valueOf(exactMatch(given));
    sum.n += 1;
    if (Number.isNaN(exact)) sum.unscored += 1;
    else {
      sum.exact += exact;
      sum.f1 += valueOf(f1(given));
    }
    sums.set(row.target, sum);
  }
  const shares = Object.fromEntries(
    [...sums].map(([target, sum]) => [
      target,
      [Math.round((sum.exact / sum.n) * 10_000) / 100, Math.round((sum.f1 / sum.n) * 10_000) / 100],
    ]),
  );
  expect(shares).toEqual(totals);
  expect([...sums.values()].map(({ unscored }) => unscored)).toEqual([...sums].map(() => 0));
});

// People's verdicts: EVOUNA (wangcunxiang/QA-Eval at 90007d39), improper questions left out. The published
// recount counts a gold of which nothing is left after normalisation ("An", "A", "The") as contained in
// every output; with us such a gold never matches, and a case with no other gold is unscored.
const agreement = {
  fid: { n: 3019, matched: 1786, agreed: 2709, unscored: 0 },
  'gpt-3.5': { n: 3020, matched: 1528, agreed: 2556, unscored: 0 },
  'chatgpt-3.5': { n: 3020, matched: 1747, agreed: 2425, unscored: 0 },
  'chatgpt-4': { n: 3020, matched: 1864, agreed: 2491, unscored: 0 },
  'bing-chat': { n: 3019, matched: 1972, agreed: 2482, unscored: 0 },
};

it('agrees with people on NQ as often as the recount without empty golds', () => {
  const cases = new Map(
    readRows('nq-human-judged/cases.jsonl', caseRow).map((row) => [row.id, row]),
  );
  const tables: Record<string, { n: number; matched: number; agreed: number; unscored: number }> =
    {};
  for (const row of readRows('nq-human-judged/recorded.jsonl', recordedRow)) {
    const verdict = row.published?.human_correct;
    const evalCase = cases.get(row.case_id);
    if (
      typeof verdict !== 'boolean' ||
      evalCase?.disabled !== undefined ||
      typeof row.output !== 'string'
    )
      continue;
    const table = (tables[row.target] ??= { n: 0, matched: 0, agreed: 0, unscored: 0 });
    const given = { output: row.output, expected: evalCase?.expected ?? null };
    const opinion = contains(given, squad);
    if (opinion.kind === 'unscored') table.unscored += 1;
    else {
      table.n += 1;
      table.matched += opinion.value;
      table.agreed += opinion.value === Number(verdict) ? 1 : 0;
    }
  }
  expect(tables).toEqual(agreement);
});

const squad = { normalize: 'squad' } as const;

it('normalises in the order of the SQuAD v1.1 script', () => {
  const normalize = normalizer('squad');
  expect(normalize('The  Who, a.k.a. "An" apple–a day')).toBe('who aka apple– day');
  expect(normalize('L’a été à naïve')).toBe('l’ été à naïve');
});
