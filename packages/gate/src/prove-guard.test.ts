import type { Score } from '@pawl/core';
import { expect, test } from 'vitest';

import { incidentCoverage, proveGuard, type ProofInputs } from './prove-guard.ts';

const scored = (value: number, scorer = 'policy'): Score => ({ kind: 'scored', scorer, value });

const whole: ProofInputs = {
  set: 'support',
  case: 'refund',
  incident: 'INC-7',
  scorers: ['policy'],
  sides: {
    bad: [scored(0)],
    good: [scored(1)],
    empty: [scored(0)],
    parrot: [scored(0)],
  },
};

const withSide = (
  side: Partial<ProofInputs['sides']>,
  more: Partial<ProofInputs> = {},
): ProofInputs => ({
  ...whole,
  ...more,
  sides: { ...whole.sides, ...side },
});

test('a guard that fails the bad output and passes the good one is proven', () => {
  expect(proveGuard(whole)).toMatchObject({ state: 'proven', faults: [] });
});

test.each([
  ['the bad output passes', withSide({ bad: [scored(1)] }), { side: 'bad', how: 'passes' }],
  ['the good output fails', withSide({ good: [scored(0)] }), { side: 'good', how: 'fails' }],
  ['an empty answer passes', withSide({ empty: [scored(1)] }), { side: 'empty', how: 'passes' }],
  ['an echo passes', withSide({ parrot: [scored(1)] }), { side: 'parrot', how: 'passes' }],
  ['a scorer says nothing', withSide({ bad: [] }), { side: 'bad', how: 'unscored' }],
] as const)('unproven: %s', (_name, inputs, fault) => {
  expect(proveGuard(inputs)).toMatchObject({
    state: 'unproven',
    faults: [{ ...fault, scorer: 'policy' }],
  });
});

test('an incident without a bad output is unproven, and says so', () => {
  const { bad: _bad, ...sides } = whole.sides;
  expect(proveGuard({ ...whole, sides })).toMatchObject({
    state: 'unproven',
    faults: [{ side: 'bad', how: 'missing' }],
  });
});

test('every deciding scorer must tell the two outputs apart', () => {
  const both = withSide(
    {
      bad: [scored(0), scored(1, 'tone')],
      good: [scored(1), scored(1, 'tone')],
      empty: [scored(0), scored(0, 'tone')],
      parrot: [scored(0), scored(0, 'tone')],
    },
    { scorers: ['policy', 'tone'] },
  );
  expect(proveGuard(both)).toMatchObject({ state: 'unproven', faults: [{ scorer: 'tone' }] });
});

test('a graded score passes from its mark', () => {
  const graded = withSide({ bad: [scored(0.4)], good: [scored(0.6)] }, { passAt: { policy: 0.5 } });
  expect(proveGuard(graded).state).toBe('proven');
});

test('a proof of another definition is stale until it is tried again', () => {
  const moved = { ...whole, sides: {}, digest: 'new', provenDigest: 'old' };
  expect(proveGuard(moved).state).toBe('stale');
  expect(proveGuard({ ...moved, digest: 'old' }).state).toBe('proven');
  expect(proveGuard({ ...whole, digest: 'new', provenDigest: 'old' }).state).toBe('proven');
});

test('coverage counts incidents with a proven guard', () => {
  const proofs = [proveGuard(whole), proveGuard({ ...whole, incident: 'INC-8', sides: {} })];
  const incidents = [{ id: 'INC-7' }, { id: 'INC-8' }, { id: 'INC-9' }];
  expect(incidentCoverage(incidents, proofs)).toEqual({ covered: 1, incidents: 3 });
});
