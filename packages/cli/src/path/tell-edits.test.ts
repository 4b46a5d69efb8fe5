import {
  compareSets,
  defaultPolicy,
  type EvalCase,
  type EvalSet,
  type JsonObject,
  type ScorerSpec,
} from '@pawl/core';
import { expect, test } from 'vitest';

import { tellEdits } from './tell-edits.ts';

const scorer = (type: string, options: JsonObject, advisory = false): ScorerSpec => ({
  type,
  name: 'answer',
  advisory,
  binary: true,
  options,
  digest: JSON.stringify([type, options]),
});

const evalCase = (parts: Partial<EvalCase>): EvalCase => ({
  id: 'a',
  input: 'x',
  tags: [],
  critical: false,
  scorers: [],
  incidents: [],
  hash: JSON.stringify(parts),
  place: { file: 'cases.yaml' },
  ...parts,
});

const evalSet = (parts: Partial<EvalSet>): EvalSet => ({
  name: 'set',
  version: '1.0.0',
  owner: '@a',
  digest: JSON.stringify(parts),
  folder: 'evals/set',
  file: 'evals/set/set.yaml',
  cases: [evalCase({})],
  trials: 1,
  scorers: [],
  policy: defaultPolicy,
  allowCode: false,
  ...parts,
});

function toldOf(before: Partial<EvalSet>, after: Partial<EvalSet>): readonly string[] {
  const pair = { before: evalSet(before), after: evalSet(after) };
  return tellEdits(compareSets(pair.before, pair.after), pair).map(
    ({ direction, what, before: was = '–', after: now = '–' }) =>
      `${direction}: ${what} ${was} → ${now}`,
  );
}

const scored = (type: string, options: JsonObject, advisory?: boolean): Partial<EvalSet> => ({
  scorers: [scorer(type, options, advisory)],
});

test.each([
  [
    'a wider tolerance',
    scored('number', { tolerance: 0 }),
    scored('number', { tolerance: 2 }),
    'weaker: scorer answer: tolerance 0 → 2',
  ],
  [
    'a lower threshold',
    scored('similarity', { threshold: 0.8 }),
    scored('similarity', { threshold: 0.5 }),
    'weaker: scorer answer: threshold 0.8 → 0.5',
  ],
  [
    'a higher threshold',
    scored('similarity', { threshold: 0.5 }),
    scored('similarity', { threshold: 0.8 }),
    'stricter: scorer answer: threshold 0.5 → 0.8',
  ],
  [
    'one more text that is right',
    scored('contains', { value: 'a' }),
    scored('contains', { value: ['a', 'b'] }),
    'weaker: scorer answer: value "a" → ["a","b"]',
  ],
  [
    'one more text that is forbidden',
    scored('not-contains', { value: 'a' }),
    scored('not-contains', { value: ['a', 'b'] }),
    'stricter: scorer answer: value "a" → ["a","b"]',
  ],
  [
    'one more text that must all be there',
    scored('contains', { value: 'a' }),
    scored('contains', { value: ['a', 'b'], match: 'all' }),
    'stricter: scorer answer: value "a" → ["a","b"]',
  ],
  [
    'other words of a rubric',
    scored('judge', { rubric: 'Be right.' }),
    scored('judge', { rubric: 'Be kind.' }),
    'other: scorer answer: rubric "Be right." → "Be kind."',
  ],
  [
    'a scorer that only advises',
    scored('contains', { value: 'a' }),
    scored('contains', { value: 'a' }, true),
    'weaker: scorer answer decides → advisory',
  ],
  [
    'a scorer that is gone',
    scored('contains', { value: 'a' }),
    {},
    'weaker: scorer answer contains {"value":"a"} → –',
  ],
  [
    'a wider margin',
    {},
    { policy: { ...defaultPolicy, margin: 0.5 } },
    'weaker: margin 0.02 → 0.5',
  ],
  ['a case that is gone', {}, { cases: [evalCase({ id: 'b' })] }, 'weaker: case a – → removed'],
  [
    'more expected answers',
    { cases: [evalCase({ expected: 'x' })] },
    { cases: [evalCase({ expected: ['x', 'y'] })] },
    'weaker: case a: expected "x" → ["x","y"]',
  ],
] as const)('%s is told with its direction', (...[, before, after, told]) => {
  expect(toldOf(before, after)).toContain(told);
});

test('scorers within a scorer stand one beside the other', () => {
  const nested = (text: string): Partial<EvalSet> =>
    scored('all-of', { scorers: [{ contains: text }, { 'not-contains': 'c' }] });
  expect(toldOf(nested('a'), nested('b'))).toEqual([
    'other: scorer answer {"contains":"a"} → {"contains":"b"}',
  ]);
});
