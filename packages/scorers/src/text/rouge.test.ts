import { array, assert, constantFrom, pre, property } from 'fast-check';
import { l as unionLcs, n as overlap } from 'js-rouge';
import { describe, expect, it } from 'vitest';

import { rouge, rouge1, rougeL, rougeLsum } from './rouge.ts';

// The figures are those of Google's rouge_scorer_test.py (google-research/rouge, Apache-2.0).

describe('rouge', () => {
  it.each([
    ['rouge-1', 'testing', { precision: 1, recall: 1 / 3, f1: 1 / 2 }],
    ['rouge-2', 'testing one', { precision: 1, recall: 1 / 2, f1: 2 / 3 }],
    ['rouge-l', 'testing one', { precision: 1, recall: 2 / 3, f1: 4 / 5 }],
    ['rouge-l', 'testing two', { precision: 1, recall: 2 / 3, f1: 4 / 5 }],
    ['rouge-1', '', { precision: 0, recall: 0, f1: 0 }],
    ['rouge-lsum', '/', { precision: 0, recall: 0, f1: 0 }],
  ] as const)('%s of %j', (variant, got, figures) => {
    const { precision, recall, f1 } = figures;
    const texts = { got, reference: 'testing one two' };
    expect(rouge(variant, texts, { measure: 'precision' })).toBeCloseTo(precision, 10);
    expect(rouge(variant, texts, { measure: 'recall' })).toBeCloseTo(recall, 10);
    expect(rouge(variant, texts)).toBeCloseTo(f1, 10);
  });

  it('unites the subsequences of all lines for Lsum', () => {
    const texts = { reference: 'w1 w2 w3 w4 w5', got: 'w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5' };
    expect(rouge('rouge-lsum', texts, { measure: 'recall' })).toBeCloseTo(0.8, 10);
    expect(rouge('rouge-lsum', texts, { measure: 'precision' })).toBeCloseTo(0.4, 10);
    expect(rouge('rouge-lsum', texts)).toBeCloseTo(0.5333, 3);
    const swapped = { reference: 'a b\nc d', got: 'c d\na b' };
    expect(rouge('rouge-lsum', swapped)).toBe(1);
    expect(rouge('rouge-l', swapped)).toBe(0.5);
  });

  it('ignores case and signs as the published tokeniser does', () => {
    expect(rouge1({ output: 'The CAT!', expected: 'the cat' })).toMatchObject({ value: 1 });
  });

  it('reads other scripts with words: unicode', () => {
    const given = { output: 'мама мыла раму', expected: 'мама мыла раму' };
    expect(rougeL(given, { words: 'unicode' })).toMatchObject({ value: 1 });
    const chinese = { output: '狗不在家里', expected: '狗在家里' };
    expect(rouge1(chinese, { words: 'unicode' })).toMatchObject({ value: 8 / 9 });
  });

  it('has no opinion on references of which its tokeniser leaves nothing', () => {
    expect(rougeL({ output: 'мама', expected: ['мама', '狗'] })).toMatchObject({
      kind: 'unscored',
      reason: expect.stringMatching('words: unicode'),
    });
    expect(rougeL({ output: 'dog', expected: ['мама', 'dog'] })).toMatchObject({ value: 1 });
    expect(rougeL({ output: 'мама', expected: 'dog' })).toMatchObject({ value: 0 });
  });

  it('scores ordinary summaries, and a megabyte of one word', () => {
    const summary = 'The dog is at home. '.repeat(300);
    expect(rougeL({ output: summary, expected: `${summary} Now.` }).kind).toBe('scored');
    const word = 'a'.repeat(1_000_000);
    expect(rougeL({ output: word, expected: word })).toMatchObject({ value: 1 });
    expect(rouge1({ output: word, expected: 'a' })).toMatchObject({ value: 0 });
  });

  it('agrees with the js-rouge package on any text', () => {
    const text = array(constantFrom('a', 'b', 'c', 'd', '\n'), { maxLength: 40 }).map((words) =>
      words.join(' '),
    );
    const tokenizer = (each: string): string[] => each.match(/[a-z]+/g) ?? [];
    const segmenter = (each: string): string[] =>
      each.split('\n').filter((line) => line.trim() !== '');
    const settings = { tokenizer, beta: 1, caseSensitive: true };
    assert(
      property(text, text, (got, reference) => {
        pre(tokenizer(got).length > 0 && tokenizer(reference).length > 0);
        const whole = (each: string): string[] => [each];
        expect([
          rouge('rouge-1', { got, reference }),
          rouge('rouge-l', { got, reference }),
          rouge('rouge-lsum', { got, reference }),
        ]).toEqual(
          [
            overlap(got, reference, { ...settings, n: 1 }),
            unionLcs(got, reference, { ...settings, segmenter: whole }),
            unionLcs(got, reference, { ...settings, segmenter }),
          ].map((value) => expect.closeTo(value, 10)),
        );
      }),
    );
  });

  it('takes the best of several references', () => {
    const expected = ['nothing alike', 'a good answer'];
    expect(rougeLsum({ output: 'a good answer', expected })).toMatchObject({ value: 1 });
  });

  it('has no opinion on texts too long for a table', () => {
    const long = 'word '.repeat(5000);
    expect(rougeL({ output: long, expected: `${long} x` })).toMatchObject({ kind: 'unscored' });
  });
});
