import { describe, expect, it } from 'vitest';

import { chrf, chrfPlusPlus, corpusChrf, sentenceChrf } from './chrf.ts';

// The figures are those of sacreBLEU's own test/test_chrf.py (mjpost/sacrebleu, Apache-2.0), in percent.

const pairs = (outputs: readonly string[], golds: readonly string[]) =>
  outputs.map((output, index) => ({ output, references: [golds[index] ?? ''] }));

const risk =
  'risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists .';
const riskGold =
  'risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists .';

describe('corpusChrf', () => {
  it.each<[string[], string[], number]>([
    [['abcdefg'], ['hijklmnop'], 0],
    [[''], ['reference'], 0],
    [['aa'], ['ab'], 8.3333],
    [['a', 'b'], ['a', 'c'], 8.3333],
    [['a'], ['a'], 16.6667],
    [['a b c'], ['abc'], 50],
    [[risk], [riskGold], 63.36173],
    [
      [' Die    Beziehung zwischen  Obama und Netanjahu ist nicht gerade  freundlich. '],
      ['Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.'],
      64.1302698,
    ],
  ])('agrees with sacreBLEU with epsilon smoothing and beta 3: %j', (outputs, golds, percent) => {
    const value = corpusChrf(pairs(outputs, golds), { beta: 3, epsSmoothing: true });
    expect(Math.abs(value * 100 - percent)).toBeLessThan(1e-4);
  });

  it.each<[string[], string[], number]>([
    [['a'], ['a'], 100],
    [['a b c'], ['abc'], 100],
    [[''], ['c'], 0],
    [['a', 'b'], ['a', 'c'], 50],
    [['aa'], ['ab'], 25],
  ])('agrees with sacreBLEU with effective order: %j', (outputs, golds, percent) => {
    const value = corpusChrf(pairs(outputs, golds), { beta: 3 });
    expect(Math.abs(value * 100 - percent)).toBeLessThan(1e-4);
  });

  it('agrees with sacreBLEU when spaces count', () => {
    const value = corpusChrf(pairs([risk], [riskGold]), { beta: 3, whitespace: true });
    expect(Math.abs(value * 100 - 65.2414427)).toBeLessThan(1e-4);
  });
});

it.each([
  [
    'Co nás nejvíc trápí, protože lékaři si vybírají, kdo bude žít a kdo zemře.',
    'Nejvíce smutní jsme z toho, že musíme rozhodovat o tom, kdo bude žít a kdo zemře.',
    39.14078509,
  ],
  [
    'Lapali po dechu, jejich životy skončily dřív, než skutečně začaly.',
    'Lapali po dechu a pak jejich život skončil - dřív, než skutečně mohl začít, připomněli.',
    57.15704367,
  ],
])('sentenceChrf agrees with sacreBLEU on %s', (output, reference, percent) => {
  const value = sentenceChrf({ output, references: [reference] }, { epsSmoothing: true });
  expect(Math.abs(value * 100 - percent)).toBeLessThan(1e-4);
});

it('counts words too as chrF++, where a sign at the end of a word stands alone', () => {
  const given = { output: 'good day, sir', expected: 'good day , sir' };
  expect(chrfPlusPlus(given)).toMatchObject({ value: 1 });
  const moved = { output: 'sir good day', expected: 'good day sir' };
  const [plain, withWords] = [chrf(moved), chrfPlusPlus(moved)];
  expect(
    plain.kind === 'scored' && withWords.kind === 'scored' && plain.value !== withWords.value,
  ).toBe(true);
});
