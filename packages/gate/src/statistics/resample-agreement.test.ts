import type { ConfusionCounts } from '@pawl/core';
import { expect, test } from 'vitest';

import { cohenKappa } from './kappa.ts';
import { resampleAgreement, resampleAlpha } from './resample-agreement.ts';

const none: ConfusionCounts = { truePass: 0, falsePass: 0, falseFail: 0, trueFail: 0 };

const many = (times: number, counts: Partial<ConfusionCounts>): ConfusionCounts[] =>
  Array.from({ length: times }, () => ({ ...none, ...counts }));

const single = [
  ...many(200, { truePass: 1 }),
  ...many(50, { falsePass: 1 }),
  ...many(100, { falseFail: 1 }),
  ...many(150, { trueFail: 1 }),
];

test('with one output a case it agrees with the interval of Fleiss, Cohen and Everitt', () => {
  const { kappa } = resampleAgreement(single) ?? {};
  const known = cohenKappa([
    [200, 50],
    [100, 150],
  ]);
  expect(kappa?.low).toBeCloseTo(known?.low ?? 0, 1);
  expect(kappa?.high).toBeCloseTo(known?.high ?? 0, 1);
  expect(resampleAgreement(single)).toEqual(resampleAgreement(single));
});

test('outputs that err together leave more doubt than as many that err alone', () => {
  const together = [
    ...many(40, { truePass: 5 }),
    ...many(10, { falsePass: 5 }),
    ...many(20, { falseFail: 5 }),
    ...many(30, { trueFail: 5 }),
  ];
  const wide = resampleAgreement(together)?.agreement ?? { low: 0, high: 0 };
  const narrow = resampleAgreement(single)?.agreement ?? { low: 0, high: 0 };
  expect(wide.high - wide.low).toBeGreaterThan(1.8 * (narrow.high - narrow.low));
});

test('what is not defined in a draw is left out', () => {
  const passes = [...many(39, { truePass: 1 }), ...many(1, { falsePass: 1 })];
  expect(resampleAgreement(passes)?.kappa).toBeUndefined();
  expect(resampleAgreement(many(40, { truePass: 1 }))).toBeUndefined();
  expect(resampleAgreement(many(1, { truePass: 1 }))).toBeUndefined();
  expect(resampleAlpha(Array.from({ length: 40 }, () => [1, 1]))).toBeUndefined();
});
