import type { RunRecord } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { pairedBounds, type ClusterSum } from './statistics/paired-bounds.ts';
import { casesOf } from './testing/build-evidence.ts';
import { buildRecord } from './testing/build-record.ts';
import { verdictOf } from './testing/verdict-story.ts';

describe('the eligibility floor of clustered cases', () => {
  const drop = (at: number): number => (Math.floor(at / 10) % 2 === 0 ? 0.1 : -0.1);
  const side = (configuration: string, margin: number): RunRecord =>
    buildRecord({
      configuration,
      policy: { margin },
      scorers: [{ name: 'right', binary: false }],
      cases: casesOf(300, (at) => ({
        trials: [configuration === 'a' ? 0.5 : 0.5 + drop(at)],
        cluster: `c${Math.floor(at / 10)}`,
      })),
    });

  test('counts n/DEFF cases, with the variance of both measured alike', () => {
    const cases = Array.from({ length: 300 }, (_, at) => drop(at));
    const alone: ClusterSum[] = cases.map((value) => ({ size: 1, sum: value }));
    const grouped = Array.from({ length: 30 }, (_, at) => ({ size: 10, sum: drop(at * 10) * 10 }));
    const plain = pairedBounds(alone, 0.05)?.standardError ?? 0;
    const clustered = pairedBounds(grouped, 0.05)?.standardError ?? 0;
    const effective = (300 * plain ** 2) / clustered ** 2;
    const states = Array.from({ length: 40 }, (_, step) => 0.05 + step * 0.0005).map((margin) => {
      const [one] = verdictOf(side('b', margin), side('a', margin)).comparisons;
      return { state: one?.state, enough: (one?.needed ?? 0) <= effective };
    });
    expect(states.every(({ state, enough }) => state === (enough ? 'held' : 'unsure'))).toBe(true);
    expect(new Set(states.map((one) => one.state)).size).toBe(2);
  });

  test('counts clusters while nothing varies', () => {
    const still = (margin: number, configuration: string): RunRecord =>
      buildRecord({
        configuration,
        policy: { margin },
        cases: casesOf(300, (at) => ({ trials: [1], cluster: `c${Math.floor(at / 10)}` })),
      });
    const stateAt = (margin: number): string | undefined =>
      verdictOf(still(margin, 'b'), still(margin, 'a')).comparisons[0]?.state;
    // ln .05 / ln(1 − δ): 30 clusters reach .0951 (needs 30), not .0949 (needs 31)
    expect(stateAt(0.0951)).toBe('held');
    expect(stateAt(0.094)).toBe('unsure');
  });
});

test('no drop that the bounds cannot exclude is called visible, however few the clusters', () => {
  for (const clusters of [2, 3, 5, 9, 30]) {
    const side = (configuration: string): RunRecord =>
      buildRecord({
        configuration,
        cases: casesOf(300, (at) => ({ trials: [1], cluster: `c${at % clusters}` })),
      });
    const [one] = verdictOf(side('b'), side('a')).comparisons;
    expect(one?.clusters).toBe(clusters);
    expect(one?.detectable).toBeGreaterThan(-(one?.difference?.low ?? Number.NEGATIVE_INFINITY));
  }
});
