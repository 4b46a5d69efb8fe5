import type { Agreement, Calibration } from '@pawl/core';
import { expect, test } from 'vitest';

import { calibrateDocument, calibrateDocumentSchema } from '../documents/calibrate-document.ts';
import { renderCalibration } from './calibration.ts';
import { plainPaint } from './canvas.ts';

const agreement: Agreement = {
  n: 1200,
  confusion: { truePass: 700, falsePass: 20, falseFail: 130, trueFail: 350 },
  figures: {
    agreement: { value: 0.875, low: 0.855, high: 0.8925 },
    kappa: { value: 0.731, low: 0.69, high: 0.771 },
    sensitivityOnFails: { value: 0.946, low: 0.918, high: 0.965 },
    specificity: { value: 0.843, low: 0.817, high: 0.866 },
    humanShare: 0.692,
    scorerShare: 0.6,
    shrinkage: 0.789,
  },
  ceiling: {
    n: 400,
    agreement: 0.93,
    kappa: { value: 0.85, low: 0.8, high: 0.9 },
    alpha: 0.85,
    alphaEnds: { low: 0.79, high: 0.9 },
  },
  corrected: {
    unlabelled: 5000,
    scorerShare: 0.61,
    roganGladen: { value: 0.706, low: 0.68, high: 0.73 },
    ppi: { value: 0.7, low: 0.69, high: 0.71 },
  },
};

const few: Agreement = {
  n: 12,
  confusion: { truePass: 6, falsePass: 0, falseFail: 0, trueFail: 6 },
};

const calibration: Calibration = {
  set: 'support',
  scorer: 'tone',
  labels: ['review.ann', 'review.ben'],
  overall: agreement,
  targets: [
    { target: 'large', ...agreement },
    { target: 'small', ...few },
  ],
  resampled: {
    cases: 700,
    agreement: { low: 0.85, high: 0.9 },
    kappa: { low: 0.68, high: 0.78 },
  },
  orders: {
    pairs: 1200,
    consistency: { value: 0.8, low: 0.776, high: 0.822 },
    positionBias: { value: -0.12, low: -0.2, high: -0.04 },
  },
  leftOut: { unlabelled: 5000, unscored: 3, faulted: 0 },
};

test('a scorer beside people, in one table', () => {
  expect(renderCalibration(calibration, { width: 110, paint: plainPaint })).toMatchInlineSnapshot(`
    "tone beside people · support · labels from review.ann and review.ben
    Agrees on 87.5 % of 1,200 outputs, kappa 0.73 (0.69 … 0.77)

      target  labels  agreement  kappa  interval     fails found  passes kept  people pass  scorer passes
      large    1,200     87.5 %   0.73  0.69 … 0.77       94.6 %       84.3 %       69.2 %         60.0 %
      small       12    too few
      all      1,200     87.5 %   0.73  0.69 … 0.77       94.6 %       84.3 %       69.2 %         60.0 %

    It passes 20 that people fail, and fails 130 that people pass; a true difference of 10 points shows as 7.9
    With the outputs of a case taken together (bootstrap over 700 cases): agreement 85.0 % … 90.0 %, kappa 0.68 …
    0.78
    Says the same in both orders on 80.0 % (77.6 % … 82.2 %) of 1,200 pairs; position bias −0.12 (−0.20 … −0.04),
    where 1 is always the answer shown first
    People agree with each other on 93.0 % of 400 outputs with two labels, kappa 0.85 (0.80 … 0.90),
    Krippendorff's alpha 0.85 (0.79 … 0.90)
    With 5,000 outputs more that nobody judged, the scorer passes 61.0 %; set right by the labels: 70.6 % (68.0 %
    … 73.0 %) after Rogan and Gladen, 70.0 % (69.0 % … 71.0 %) after PPI++
    Left out: 5,000 without a label, 3 unscored
    "
  `);
});

test('of too few labels nothing is said', () => {
  const { resampled, orders, ...plain } = calibration;
  expect([resampled, orders]).not.toContain(undefined);
  const text = renderCalibration(
    { ...plain, overall: few, targets: [{ target: 'small', ...few }] },
    { width: 100, paint: plainPaint },
  );
  expect(text).toContain('Too few: 12 labels');
  expect(text).not.toMatch(/kappa \d/);
});

test('names of others cannot paint the terminal', () => {
  const text = renderCalibration(
    { ...calibration, scorer: '\u001b[31mred', labels: ['a\u001b]0;x\u0007'] },
    { width: 100, paint: plainPaint },
  );
  expect(text.includes('\u001b')).toBe(false);
});

test('a calibration is its own document', () => {
  const document: unknown = JSON.parse(JSON.stringify(calibrateDocument(calibration)));
  expect(calibrateDocumentSchema.parse(document)).toEqual(document);
  expect(document).toMatchObject({
    format: 1,
    set: 'support',
    scorer: 'tone',
    n: 1200,
    agreement: 0.875,
    kappa: { value: 0.731 },
    sensitivityOnFails: 0.946,
    targets: [{ outcome: 'measured' }, { target: 'small', outcome: 'too-few', n: 12 }],
  });
});
