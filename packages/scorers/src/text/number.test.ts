import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { number, type NumberOptions } from './number.ts';

describe('number', () => {
  it.each<[string, string | number, NumberOptions, number]>([
    ['It is 42.', 42, {}, 1],
    ['First 1, then 42', '42', {}, 1],
    ['It is 41.', 42, {}, 0],
    ['That is 1,234.50 dollars', '1234.5', {}, 1],
    ['That is 1 234,50 €', 1234.5, { thousands: 'dot' }, 1],
    ['1.234', 1234, { thousands: 'dot' }, 1],
    ['-3', -3, {}, 1],
    ['−3 °C', -3, {}, 1],
    ['2.5e3', 2500, {}, 1],
    ['3.1416', 3.14159, { tolerance: 0.001 }, 1],
    ['0.3', 0.2, { tolerance: 0.1 }, 1],
    ['99', 100, { tolerance: { relative: 0.01 } }, 1],
    ['98', 100, { tolerance: { relative: 0.01 } }, 0],
    ['98', 100, { tolerance: { relative: 0.01, absolute: 2 } }, 1],
    ['2 km', 2000, { units: { km: 1000, m: 1 } }, 1],
    ['2 kmh', 2000, { units: { km: 1000, m: 1 } }, 0],
    ['$5', 5, { units: { $: 1 } }, 1],
    ['5', 5, { units: { $: 1 } }, 0],
    ['12 %', 0.12, { percent: true }, 1],
    ['12 %', '12%', {}, 1],
    ['none', 1, {}, 0],
    ['2,3', 3, {}, 1],
    ['1.2.3', 3, {}, 0],
    ['1.2.3', 0.3, {}, 0],
    ['It is 42 since version 1.2.3', 42, {}, 1],
    ['It was 42 on 2024-10-05.', 42, {}, 1],
    ['2024-10-05', -5, {}, 0],
    ['1.234.567', 1_234_567, { thousands: 'dot' }, 1],
    ['am 05.10.2024 waren es 7', 7, { thousands: 'dot' }, 1],
    ['pages 10-15', 15, {}, 1],
    ['GPT-4', 4, {}, 1],
    ['12 km (7.5 miles)', 12, { units: { km: 1, m: 0.001 } }, 1],
    ['about 100 apples in 3 boxes', 100, { units: { apples: 1 } }, 1],
  ])('%j for %j under %j gives %d', (...[output, expected, options, value]) => {
    expect(number({ output, expected }, options)).toMatchObject({ kind: 'scored', value });
  });

  it('has no opinion where the gold is no number', () => {
    expect(number({ output: '1', expected: 'one' })).toMatchObject({ kind: 'unscored' });
    expect(number({ output: '1' })).toMatchObject({ kind: 'unscored' });
  });

  it('takes any number of a list', () => {
    expect(number({ output: '7', expected: [3, '7'] })).toMatchObject({ value: 1 });
  });
});

const caseRow = z.object({ id: z.string(), expected: z.string() });
const recordedRow = z.object({
  case_id: z.string(),
  target: z.string(),
  output: z.string(),
  published: z.object({ is_correct: z.boolean() }),
});

function readRows<T>(file: string, schema: z.ZodType<T>): T[] {
  const text = readFileSync(new URL(`../../../../evals/gsm8k/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
}

it('gives every recorded GSM8K answer the verdict that was published with it', () => {
  const golds = new Map(readRows('cases.jsonl', caseRow).map((row) => [row.id, row.expected]));
  const options: NumberOptions = { extract: 'A:\\s*(.+)$' };
  const right: Record<string, number> = {};
  const disagreeing: string[] = [];
  let withoutAnswer = 0;
  for (const { case_id: id, target, output, published } of readRows(
    'recorded.jsonl',
    recordedRow,
  )) {
    const opinion = number({ output, expected: golds.get(id) ?? null }, options);
    const value = opinion.kind === 'scored' ? opinion.value : Number.NaN;
    right[target] = (right[target] ?? 0) + value;
    if ((value === 1) !== published.is_correct) disagreeing.push(`${id} ${target}`);
    if (opinion.reason === 'Nothing in the output matches `extract`') withoutAnswer += 1;
  }
  // Counts of the labels in openai/grade-school-math at 3101c7d5, example_model_solutions.jsonl.
  expect(right).toEqual({
    '6b_finetuning': 286,
    '6b_verification': 515,
    '175b_finetuning': 458,
    '175b_verification': 742,
  });
  expect(disagreeing).toEqual([]);
  expect(withoutAnswer).toBe(11);
});
