import { array, assert, boolean, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fewestLabels, measureAgreement, type LabelledScore } from './measure-agreement.ts';

const many = (times: number, passed: boolean, ...labels: readonly boolean[]): LabelledScore[] =>
  Array.from({ length: times }, () => ({ passed, labels }));

describe('agreement of a scorer with people', () => {
  test('counts who passes what', () => {
    const { n, confusion, figures } = measureAgreement([
      ...many(40, true, true),
      ...many(5, true, false),
      ...many(10, false, true),
      ...many(45, false, false),
    ]);
    expect({ n, confusion }).toEqual({
      n: 100,
      confusion: { truePass: 40, falsePass: 5, falseFail: 10, trueFail: 45 },
    });
    expect(figures?.agreement.value).toBeCloseTo(0.85, 12);
    expect(figures?.sensitivityOnFails?.value).toBeCloseTo(45 / 50, 12);
    expect(figures?.specificity?.value).toBeCloseTo(40 / 50, 12);
    expect(figures?.shrinkage).toBeCloseTo(0.7, 12);
    expect(figures?.kappa?.value).toBeCloseTo(0.7, 12);
  });

  test('says nothing of fewer labels than 30 but how many there are', () => {
    const few = measureAgreement(many(fewestLabels - 1, true, true));
    expect(few.n).toBe(29);
    expect(few.figures).toBeUndefined();
    expect(measureAgreement(many(fewestLabels, true, true)).figures).toBeDefined();
  });

  test('leaves out what the labels cannot tell', () => {
    const { figures } = measureAgreement(many(50, true, true));
    expect(figures?.kappa).toBeUndefined();
    expect(figures?.sensitivityOnFails).toBeUndefined();
    expect(figures?.shrinkage).toBeUndefined();
    expect(figures?.agreement.low).toBeLessThan(1);
  });

  test('takes most labels of an output, in a tie the first, and tells how far people agree', () => {
    const agreement = measureAgreement([
      ...many(20, true, true, true),
      ...many(10, true, true, false),
      ...many(20, false, false, false),
      ...many(5, true, false, true, true),
    ]);
    expect(agreement.confusion).toEqual({ truePass: 35, falsePass: 0, falseFail: 0, trueFail: 20 });
    expect(agreement.ceiling?.n).toBe(55);
    expect(agreement.ceiling?.agreement).toBeCloseTo(40 / 55, 12);
    expect(agreement.ceiling?.kappa?.value).toBeLessThan(1);
    expect(agreement.ceiling?.alpha).toBeLessThan(1);
  });

  test('has no ceiling where outputs have one label', () => {
    expect(measureAgreement(many(60, true, true)).ceiling).toBeUndefined();
  });

  test('corrects the share of all outputs by those with a label', () => {
    // 1,000 outputs, of which the judge passes 60 %; among 200 labelled ones it is right on 90 % of passes and fails
    const { corrected } = measureAgreement([
      ...many(90, true, true),
      ...many(10, false, true),
      ...many(10, true, false),
      ...many(90, false, false),
      ...many(500, true),
      ...many(300, false),
    ]);
    expect(corrected?.unlabelled).toBe(800);
    expect(corrected?.scorerShare).toBeCloseTo(0.6, 12);
    expect(corrected?.roganGladen?.value).toBeCloseTo((0.6 + 0.9 - 1) / 0.8, 12);
    expect(corrected?.ppi?.low).toBeLessThan(corrected?.ppi?.value ?? 0);
    expect(measureAgreement(many(60, true, true)).corrected).toBeUndefined();
  });

  test('does not depend on the order of the outputs, and every share stays in its interval', () => {
    const score = record({
      passed: boolean(),
      labels: array(boolean(), { maxLength: 3 }),
    });
    assert(
      property(array(score, { minLength: 30, maxLength: 90 }), (scores) => {
        const { figures, confusion, n } = measureAgreement(scores);
        const again = measureAgreement(scores.toReversed());
        expect(again.confusion).toEqual(confusion);
        expect(again.figures).toEqual(figures);
        expect(Object.values(confusion).reduce((sum, one) => sum + one, 0)).toBe(n);
        for (const one of [figures?.agreement, figures?.sensitivityOnFails, figures?.specificity]) {
          if (one === undefined) continue;
          expect(one.low).toBeLessThanOrEqual(one.value);
          expect(one.high).toBeGreaterThanOrEqual(one.value);
        }
      }),
    );
  });
});
