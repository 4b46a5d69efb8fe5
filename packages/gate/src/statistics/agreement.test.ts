import { describe, expect, test } from 'vitest';

import { cohenKappa } from './kappa.ts';
import { interval, krippendorffAlpha } from './krippendorff-alpha.ts';
import { ppiMean } from './ppi.ts';
import { roganGladen } from './rogan-gladen.ts';

describe('agreement with people', () => {
  test('kappa with its interval', () => {
    // 20 of 25 + 15 of 25: Cohen's kappa as in every textbook
    const kappa = cohenKappa([
      [20, 5],
      [10, 15],
    ]);
    expect(kappa?.value).toBeCloseTo(0.4, 12);
    expect(kappa?.agreement).toBeCloseTo(0.7, 12);
    expect(kappa && kappa.high - kappa.low).toBeGreaterThan(0.4);
  });

  test('labels that all agree leave room for an error, and so do labels that never do', () => {
    const perfect = cohenKappa([
      [20, 0],
      [0, 20],
    ]);
    // Wilson of 40 of 40 is 0.9124 … 1; agreement by chance is 0.5
    expect(perfect).toMatchObject({ value: 1, high: 1 });
    expect(perfect?.low).toBeCloseTo(0.8248, 3);
    const opposite = cohenKappa([
      [0, 20],
      [20, 0],
    ]);
    expect(opposite).toMatchObject({ value: -1, low: -1 });
    expect(opposite?.high).toBeCloseTo(-0.8248, 3);
  });

  // the data set's answer sheet, NQ with human verdicts: lexical match beside people
  test.each([
    ['fid', 1779, 7, 303, 930, 0.779302],
    ['gpt-3.5', 1523, 7, 455, 1035, 0.692779],
    ['chatgpt-3.5', 1679, 70, 525, 746, 0.575047],
    ['chatgpt-4', 1860, 6, 521, 633, 0.596061],
    ['bing-chat', 1926, 48, 487, 558, 0.565562],
  ] as const)('kappa of %s', (...[, truePass, falsePass, falseFail, trueFail, value]) => {
    const kappa = cohenKappa([
      [truePass, falsePass],
      [falseFail, trueFail],
    ]);
    expect(kappa?.value).toBeCloseTo(value, 6);
  });

  test('kappa is not defined where both always say the same', () => {
    expect(
      cohenKappa([
        [10, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
  });

  test('Krippendorff’s alpha of his own example', () => {
    // Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: nominal .743, interval .849
    const units = [
      [1, 1, 1],
      [2, 2, 3, 2],
      [3, 3, 3, 3],
      [3, 3, 3, 3],
      [2, 2, 2, 2],
      [1, 2, 3, 4],
      [4, 4, 4, 4],
      [1, 1, 2, 1],
      [2, 2, 2, 2],
      [5, 5, 5],
      [1, 1],
      [3],
    ];
    expect(krippendorffAlpha(units)?.toFixed(3)).toBe('0.743');
    expect(krippendorffAlpha(units, interval)?.toFixed(3)).toBe('0.849');
    expect(krippendorffAlpha([[1], [2]])).toBeUndefined();
  });

  test('a perfect judge needs no correction, a blind one cannot be corrected', () => {
    const judged = { share: 0.7, judged: 500, passes: 100, fails: 100 };
    expect(roganGladen({ ...judged, sensitivity: 1, specificity: 1 })?.value).toBeCloseTo(0.7, 12);
    expect(roganGladen({ ...judged, sensitivity: 0.9, specificity: 0.8 })?.value).toBeCloseTo(
      0.5 / 0.7,
      12,
    );
    expect(roganGladen({ ...judged, sensitivity: 0.5, specificity: 0.5 })).toBeUndefined();
    // by hand: θ = .6/.7, Var = [.16/1000 + (.1/.7)²·.16/100 + (.6/.7)²·.09/200]/.49 = .00106787
    const counted = { share: 0.8, judged: 1000, sensitivity: 0.9, passes: 200 };
    const corrected = roganGladen({ ...counted, specificity: 0.8, fails: 100 });
    expect(corrected?.low).toBeCloseTo(0.793094, 5);
    expect(corrected?.high).toBeCloseTo(0.921192, 5);
  });

  test('labels by people with a perfect judge narrow the interval', () => {
    const labels = [1, 0, 1, 1, 0, 1, 0, 1, 1, 1];
    const rest = Array.from({ length: 1000 }, (_, at) => (at % 10 < 7 ? 1 : 0));
    const helped = ppiMean({ labels, judgedLabelled: labels, judgedRest: rest });
    const unhelped = ppiMean({ labels, judgedLabelled: labels.map(() => 1), judgedRest: rest });
    expect(helped?.value).toBeCloseTo(0.7, 2);
    expect((helped?.high ?? 1) - (helped?.low ?? 0)).toBeLessThan(
      (unhelped?.high ?? 0) - (unhelped?.low ?? 0),
    );
  });
});
