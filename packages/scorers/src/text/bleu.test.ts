import { describe, expect, it } from 'vitest';

import { bleu, corpusBleu, sentenceBleu, type BleuSettings } from './bleu.ts';
import { tokenize13a } from './tokenize-13a.ts';

// The figures are those of sacreBLEU's own tests: test/test_bleu.py and test/test_sentence_bleu.py
// at mjpost/sacrebleu (Apache-2.0), which gives percentages.

const outputs = ['The dog bit the man.', "It wasn't surprising.", 'The man had just bitten him.'];
const references = [
  ['The dog bit the man.', 'The dog had bit the man.'],
  ['It was not unexpected.', 'No one was surprised.'],
  ['The man bit him first.', 'The man had bitten the dog.'],
];
const segments = outputs.map((output, index) => ({ output, references: references[index] ?? [] }));

describe('corpusBleu', () => {
  it.each([
    ['13a', 48.530827],
    ['none', 49.1919566],
  ] as const)('agrees with sacreBLEU with the tokeniser %s', (tokenize, percent) => {
    expect(corpusBleu(segments, { tokenize }).value * 100).toBeCloseTo(percent, 6);
  });

  it('gives 0 to empty outputs, and does not leave them out', () => {
    const empty = segments.map((segment) => ({ ...segment, output: '' }));
    expect(corpusBleu(empty).value).toBe(0);
  });

  it.each([
    [['this is a test'], ['this is a test'], 1],
    [['this is a fest'], ['this is a test'], 0.223606797749979],
    [['test'], ['a test'], 0.3678794411714425],
    [['a little test'], ['a test'], 0.03218297948685433],
  ])('agrees with raw_corpus_bleu on %j', (texts, golds, value) => {
    const pairs = texts.map((output, index) => ({ output, references: [golds[index] ?? ''] }));
    const raw = {
      tokenize: 'none',
      smooth: 'floor',
      smoothValue: 0.01,
      effectiveOrder: true,
    } as const;
    expect(corpusBleu(pairs, raw).value).toBeCloseTo(value, 8);
  });

  it('signs its figure as sacreBLEU does', () => {
    expect(corpusBleu(segments).signature).toBe(
      'nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:pawl',
    );
  });
});

describe('sentenceBleu', () => {
  const output = 'Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;';
  const reference = 'producţia de zahăr brut se exprimă în zahăr alb;';

  it.each<[BleuSettings, number]>([
    [{ smooth: 'exp', tokenize: '13a' }, 8.493],
    [{ smooth: 'none', tokenize: '13a' }, 0],
    [{ smooth: 'floor', tokenize: '13a' }, 4.51688],
    [{ smooth: 'floor', tokenize: '13a', smoothValue: 0.5 }, 10.1],
    [{ smooth: 'add-k', tokenize: '13a' }, 14.882],
    [{ smooth: 'add-k', tokenize: '13a', smoothValue: 2 }, 21.389],
    [{ smooth: 'exp', tokenize: 'none' }, 7.347],
    [{ smooth: 'exp', tokenize: 'char' }, 40.8759],
  ])('agrees with sacreBLEU with %j', (settings, percent) => {
    const { value } = sentenceBleu({ output, references: [reference] }, settings);
    expect(Math.abs(value * 100 - percent)).toBeLessThan(1e-3);
  });

  it.each(['exp', 'none', 'floor', 'add-k'] as const)(
    'gives 0 where nothing matches: %s',
    (smooth) => {
      expect(
        sentenceBleu({ output: 'this is a cat', references: ['okay thanks'] }, { smooth }).value,
      ).toBe(0);
    },
  );
});

it('splits as mteval-v13a does', () => {
  expect(tokenize13a('He said: "1,000.50 is-ok", 3-4&amp;5.').join(' ')).toBe(
    'He said : " 1,000.50 is-ok " , 3 - 4 & 5 .',
  );
});

it('puts the signature into the metadata, and has no opinion on an empty reference', () => {
  const same = bleu({ output: 'a b c d', expected: 'a b c d' });
  expect(same).toMatchObject({
    value: 1,
    metadata: { signature: expect.stringContaining('tok:13a') },
  });
  expect(bleu({ output: 'a', expected: ' ' })).toMatchObject({ kind: 'unscored' });
});
