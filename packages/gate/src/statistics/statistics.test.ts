import { describe, expect, test } from 'vitest';

import { betaQuantile, binomialCdf, normalCdf } from '../../vendor/distributions.js';
import { benjaminiHochberg, holm } from './adjust-p-values.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { clopperPearson } from './clopper-pearson.ts';
import { clusteredMean, clusterStandardError } from './clustered-mean.ts';
import { evidenceOfWorse } from './e-process.ts';
import { jeffreys } from './jeffreys.ts';
import { mcnemar } from './mcnemar.ts';
import { newcombePaired } from './newcombe.ts';
import { pairedBounds, type ClusterSum } from './paired-bounds.ts';
import { passAtK, passAtLeast, passHatK } from './pass-k.ts';
import { casesNeeded, detectableByCount, eligibilityFloor } from './power.ts';
import { studentQuantile, zQuantile } from './quantiles.ts';
import { percentileInterval } from './rank-interval.ts';
import { shareInterval } from './share-interval.ts';
import { sum } from './sum.ts';
import { tangoInterval, tangoScore } from './tango.ts';
import { wilson } from './wilson.ts';

const alone = (values: readonly number[]): ClusterSum[] =>
  values.map((value) => ({ size: 1, sum: value }));

const grouped = (groups: readonly (readonly number[])[]): ClusterSum[] =>
  groups.map((group) => ({ size: group.length, sum: sum(group) }));

const repeat = (value: number, times: number): number[] =>
  Array.from({ length: times }, () => value);

function rounded(values: object, digits: number): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Number(value).toFixed(digits)]),
  );
}

describe('paired bounds: reference vectors to six digits', () => {
  test('fifty pairs that do not differ', () => {
    expect(rounded(pairedBounds(alone(repeat(0, 50)), 0.05) ?? {}, 6)).toMatchObject({
      standardError: '0.027462',
      degreesOfFreedom: '51.000000',
      low: '-0.046006',
    });
  });

  test('seven lost and two gained of a hundred', () => {
    const pairs = [...repeat(-1, 7), ...repeat(1, 2), ...repeat(0, 91)];
    expect(rounded(pairedBounds(alone(pairs), 0.05) ?? {}, 6)).toMatchObject({
      mean: '-0.049020',
      standardError: '0.032310',
      degreesOfFreedom: '101.000000',
      low: '-0.102657',
      high: '0.004618',
    });
  });

  test('four clusters of unequal size', () => {
    const clusters = grouped([
      [0, 0, 0],
      [-1, 0],
      [0, 1],
      [0, -1, 0],
    ]);
    const bounds = pairedBounds(clusters, 0.05);
    expect(rounded(bounds ?? {}, 6)).toMatchObject({
      standardError: '0.195380',
      degreesOfFreedom: '4.167304',
      low: '-0.495095',
      high: '0.328429',
    });
    expect(studentQuantile(0.95, bounds?.degreesOfFreedom ?? 0).toFixed(6)).toBe('2.107492');
  });

  test('graded scores in six pairs', () => {
    const clusters = grouped([
      [0.1, -0.2],
      [0, 0],
      [0.05, -0.5],
      [0, 0.3],
      [-0.1, 0],
      [0, 0.2],
    ]);
    expect(rounded(pairedBounds(clusters, 0.05) ?? {}, 6)).toMatchObject({
      standardError: '0.114309',
      degreesOfFreedom: '6.541935',
      low: '-0.229586',
      high: '0.208157',
    });
  });

  test('one cluster or none cannot be estimated', () => {
    expect(pairedBounds([], 0.05)).toBeUndefined();
    expect(pairedBounds(grouped([[0, 0, -1]]), 0.05)).toBeUndefined();
    expect(pairedBounds(grouped([[0], [-1]]), 0.05)).toBeDefined();
  });
});

describe('shares', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I
  test.each([
    [81, 263, '0.2553', '0.3662'],
    [9, 19, '0.2733', '0.6829'],
    [20, 20, '0.8389', '1.0000'],
  ] as const)('Wilson %i of %i', (...[passed, n, low, high]) => {
    expect(rounded(wilson(passed / n, n), 4)).toEqual({ low, high });
  });

  test('Clopper–Pearson 20 of 20', () => {
    expect(rounded(clopperPearson(20, 20), 4)).toEqual({ low: '0.8316', high: '1.0000' });
  });

  test('Jeffreys lies between its ends and is never empty', () => {
    expect(jeffreys(0, 5).low).toBe(0);
    expect(jeffreys(0, 5).high).toBeCloseTo(betaQuantile(0.975, 0.5, 5.5), 12);
    expect(jeffreys(5, 5).high).toBe(1);
  });

  test('an interval of equal graded values still has a width', () => {
    const ends = shareInterval(alone(repeat(1, 30)), { plain: false })?.ends;
    expect(ends?.high).toBe(1);
    expect(ends?.low).toBeLessThan(0.9);
  });

  test('clusters that agree within count as fewer cases', () => {
    const clusters = grouped([repeat(1, 10), repeat(0, 10), repeat(1, 10), repeat(0, 10)]);
    const estimate = shareInterval(clusters, { plain: false });
    expect(estimate?.mean).toBe(0.5);
    expect(estimate?.effective).toBeLessThan(4);
  });
});

describe('paired tests', () => {
  test('McNemar 1 lost and 7 gained', () => {
    expect(rounded(mcnemar(1, 7), 4)).toMatchObject({ exactP: '0.0703', midP: '0.0391' });
  });

  test('McNemar one-sided 7 lost and 2 gained', () => {
    expect(rounded(mcnemar(7, 2), 4)).toMatchObject({ worseP: '0.0898', worseMidP: '0.0547' });
  });

  test('McNemar of no flips says nothing', () => {
    expect(mcnemar(0, 0)).toEqual({ exactP: 1, midP: 1, worseP: 1, worseMidP: 1 });
  });

  const table = { bothPass: 1, lost: 1, gained: 7, bothFail: 12 };
  const hundred = { bothPass: 60, lost: 7, gained: 2, bothFail: 31 };

  test('Newcombe, paired', () => {
    expect(rounded(newcombePaired(table), 4)).toEqual({ low: '0.0256', high: '0.5069' });
  });

  test('Tango, interval and score', () => {
    expect(rounded(tangoInterval(table), 4)).toEqual({ low: '0.0260', high: '0.5172' });
    expect(rounded(tangoInterval(hundred, 0.9), 4)).toEqual({ low: '-0.1075', high: '-0.0008' });
    expect(tangoScore(hundred, -0.1).toFixed(4)).toBe('1.4604');
    expect(tangoScore({ bothPass: 5, lost: 0, gained: 0, bothFail: 5 }, 0)).toBe(0);
  });

  test.each([
    [20, -0.119],
    [50, -0.051],
    [100, -0.026],
    [200, -0.013],
  ])('Tango where nothing flips in %i pairs is −z²/(n + z²)', (n, low) => {
    const ends = tangoInterval({ bothPass: n, lost: 0, gained: 0, bothFail: 0 }, 0.9);
    const z = zQuantile(0.95);
    expect(ends.low).toBeCloseTo(-(z * z) / (n + z * z), 10);
    expect(ends.low).toBeCloseTo(low, 3);
  });
});

describe('watching without an end', () => {
  test.each([
    [7, 0, '31.9'],
    [6, 0, '18.1'],
    [10, 2, '9.4'],
  ] as const)('%i lost and %i gained weigh %s', (...[lost, gained, weight]) => {
    expect(evidenceOfWorse(lost, gained).toFixed(1)).toBe(weight);
  });

  test('no flips weigh nothing, and many do not overflow', () => {
    expect(evidenceOfWorse(0, 0)).toBeCloseTo(1, 12);
    expect(evidenceOfWorse(600, 600)).toBeLessThan(1);
  });
});

describe('many tests at once', () => {
  const values = [0.01, 0.04, 0.03, 0.005, 0.2];
  const short = (adjusted: readonly number[]): number[] =>
    adjusted.map((value) => Number(value.toFixed(6)));

  test('Holm', () => {
    expect(short(holm(values))).toEqual([0.04, 0.09, 0.09, 0.025, 0.2]);
  });

  test('Benjamini–Hochberg', () => {
    expect(short(benjaminiHochberg(values))).toEqual([0.025, 0.05, 0.05, 0.025, 0.2]);
  });

  test('one value is its own adjustment', () => {
    expect(holm([0.04])).toEqual([0.04]);
    expect(benjaminiHochberg([])).toEqual([]);
  });
});

describe('how far a set can see', () => {
  test.each([
    [0.05, 248],
    [0.1, 62],
    [0.02, 1546],
  ])('a margin of %f at discordance .1 needs %i cases', (margin, cases) => {
    expect(casesNeeded({ variance: 0.1, margin })).toBe(cases);
  });

  test.each([
    [20, 0.18],
    [50, 0.11],
    [100, 0.08],
    [200, 0.056],
    [500, 0.035],
  ])('%i cases at discordance .1 see %f', (n, drop) => {
    expect(Math.abs(detectableByCount(n, 0.1) - drop)).toBeLessThan(0.005);
  });

  test.each([
    [0.1, 29],
    [0.05, 59],
    [0.03, 99],
    [0.02, 149],
  ])('a margin of %f is out of reach below %i cases', (margin, cases) => {
    expect(eligibilityFloor(margin)).toBe(cases);
  });
});

describe('several trials', () => {
  test('pass^k is unbiased, not a power of the share', () => {
    expect(passHatK(4, 5, 3)).toBeCloseTo(0.4, 12);
    expect(0.8 ** 3).toBeCloseTo(0.512, 12);
  });

  test('pass@k, and at least m of k', () => {
    expect(passAtK(1, 4, 2)).toBeCloseTo(0.5, 12);
    expect(passAtLeast({ passed: 4, n: 5 }, 3, 3)).toBeCloseTo(0.4, 12);
    expect(passAtLeast({ passed: 4, n: 5 }, 3, 0)).toBeCloseTo(1, 12);
  });

  test('fewer than k trials say nothing', () => {
    expect(passHatK(2, 2, 3)).toBeUndefined();
    expect(passAtK(2, 2, 3)).toBeUndefined();
  });

  test('a mean of single cases has the plain variance s²/n', () => {
    const values = [0, 1, 1, 0, 1];
    expect(clusteredMean(alone(values))?.variance).toBeCloseTo(0.3 / 5, 12);
    expect(clusterStandardError(alone(values))).toBeCloseTo(Math.sqrt(0.3 / 5), 12);
  });
});

describe('spread without a formula', () => {
  const values = Array.from({ length: 100 }, (_, at) => at + 1);

  test('ranks around the median of a hundred values', () => {
    // Conover (1999), Practical Nonparametric Statistics, section 3.2
    expect(percentileInterval(values, 0.5)).toEqual({ low: 40, high: 61 });
  });

  test('a percentile that the sample cannot bound from above ends at its largest value', () => {
    expect(percentileInterval(values.slice(0, 20), 0.95)?.high).toBe(20);
  });

  test('a bootstrap with the same seed gives the same ends', () => {
    const average = (rows: readonly number[]): number => sum(rows) / rows.length;
    const first = bootstrapInterval(values, average, { seed: 7 });
    expect(bootstrapInterval(values, average, { seed: 7 })).toEqual(first);
    expect(first?.low).toBeGreaterThan(42);
    expect(first?.high).toBeLessThan(59);
    expect(bootstrapInterval([1], average, { seed: 7 })).toBeUndefined();
  });
});

describe('distribution functions', () => {
  // values as every table prints them to the last digit
  test('the tails keep their digits', () => {
    expect(normalCdf(-10, 0, 1) / 7.619853024160527e-24).toBeCloseTo(1, 12);
    expect(zQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(binomialCdf(5, 20, 0.5)).toBeCloseTo(0.020694732666015625, 14);
    expect(studentQuantile(0.95, 10)).toBeCloseTo(1.8124611228107335, 11);
  });
});
