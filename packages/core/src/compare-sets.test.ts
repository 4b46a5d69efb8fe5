import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { compareAllSets, compareSets } from './compare-sets.ts';
import type { EvalCase, EvalSet } from './eval-set.ts';
import { defaultPolicy } from './policy.ts';

const aCase = (id: string, change: Partial<EvalCase> = {}): EvalCase => ({
  id,
  input: `ask ${id}`,
  tags: [],
  critical: false,
  scorers: [],
  incidents: [],
  hash: `hash of ${id}`,
  place: { file: 'cases.jsonl' },
  ...change,
});

const aScorer = (name: string, digest: string): EvalSet['scorers'][number] => ({
  type: 'contains',
  name,
  advisory: false,
  binary: true,
  options: {},
  digest,
});

const aSet = (change: Partial<EvalSet> = {}): EvalSet => ({
  name: 'demo',
  version: '1.2.3',
  owner: '@team',
  digest: 'digest',
  folder: 'evals/demo',
  file: 'evals/demo/set.yaml',
  cases: [aCase('a'), aCase('b')],
  trials: 1,
  scorers: [aScorer('answer', 'one')],
  policy: defaultPolicy,
  allowCode: false,
  ...change,
});

test('a set compared with itself needs nothing', () => {
  expect(compareSets(aSet(), aSet())).toMatchObject({
    kind: 'same',
    needed: 'none',
    made: 'none',
    enough: true,
  });
});

test.each<[what: string, after: Partial<EvalSet>, needed: string, lists: object]>([
  ['removing a case', { cases: [aCase('a')] }, 'major', { removed: ['b'] }],
  [
    'another input',
    { cases: [aCase('a', { input: 'other' }), aCase('b')] },
    'major',
    { changed: ['a'], rescored: [] },
  ],
  [
    'another answer',
    { cases: [aCase('a', { expected: 1 }), aCase('b')] },
    'major',
    { rescored: ['a'], changed: [] },
  ],
  [
    'an own scorer',
    { cases: [aCase('a', { scorers: [aScorer('x', 'y')] }), aCase('b')] },
    'major',
    { rescored: ['a'] },
  ],
  [
    'disabling a case',
    { cases: [aCase('a', { disabled: { reason: 'slow' } }), aCase('b')] },
    'major',
    { disabled: ['a'] },
  ],
  [
    'another scorer',
    { scorers: [aScorer('answer', 'two')] },
    'major',
    { scorers: [{ what: 'scorer answer' }] },
  ],
  ['adding a case', { cases: [aCase('a'), aCase('b'), aCase('c')] }, 'minor', { added: ['c'] }],
  [
    'another tag',
    { cases: [aCase('a', { tags: ['x'] }), aCase('b')] },
    'patch',
    { retagged: ['a'] },
  ],
  [
    'a lost link',
    { cases: [aCase('a', { incidents: ['INC-1'] }), aCase('b')] },
    'patch',
    { relinked: ['a'] },
  ],
  [
    'another owner',
    { owner: '@others' },
    'patch',
    { owner: { before: '@team', after: '@others' } },
  ],
  ['another description', { description: 'new' }, 'patch', {}],
  [
    'another rule',
    { policy: { ...defaultPolicy, margin: 0.1 } },
    'none',
    { policy: [{ what: 'policy margin', before: '0.02', after: '0.1' }] },
  ],
])('%s needs the right bump', (...[, after, needed, lists]) => {
  const change = compareSets(aSet(), aSet(after));
  expect(change).toMatchObject({ kind: 'changed', needed, ...lists });
  expect(change.enough).toBe(needed === 'none');
});

test.each([
  ['1.2.3', '2.0.0', 'major'],
  ['1.2.3', '1.3.0', 'minor'],
  ['1.2.3', '1.2.4', 'patch'],
  ['1.9.0', '1.10.0', 'minor'],
  ['1.2.3', '1.2.3', 'none'],
  ['1.2.3', '1.2.2', 'back'],
  ['2.0.0', '1.9.9', 'back'],
])('from %s to %s is %s', (before, after, made) => {
  expect(compareSets(aSet({ version: before }), aSet({ version: after })).made).toBe(made);
});

test('a version that fell is never enough, whatever was changed', () => {
  expect(compareSets(aSet(), aSet({ version: '1.2.2' })).enough).toBe(false);
});

test('new sets need no bump, vanished ones are named with their cases', () => {
  const changes = compareAllSets([aSet({ name: 'old' })], [aSet({ name: 'young' })]);
  expect(changes).toMatchObject([
    { set: 'young', kind: 'new', enough: true, added: ['a', 'b'] },
    { set: 'old', kind: 'gone', removed: ['a', 'b'] },
  ]);
});

const cases = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      input: fc.nat(2),
      expected: fc.nat(2),
    }),
    { selector: ({ id }) => id },
  )
  .map((rows) => rows.map(({ id, ...row }) => aCase(id, row)));

test('every case is on one side, on the other, or on both; added and removed swap with the direction', () => {
  fc.assert(
    fc.property(cases, cases, (before, after) => {
      const there = compareSets(aSet({ cases: before }), aSet({ cases: after }));
      const back = compareSets(aSet({ cases: after }), aSet({ cases: before }));
      expect(there.added.toSorted()).toEqual(back.removed.toSorted());
      expect(there.changed.toSorted()).toEqual(back.changed.toSorted());
      expect(before.length - there.removed.length).toBe(after.length - there.added.length);
    }),
  );
});

test('the order of cases is no change', () => {
  fc.assert(
    fc.property(cases, (rows) => {
      const change = compareSets(aSet({ cases: rows }), aSet({ cases: rows.toReversed() }));
      expect(change.kind).toBe('same');
    }),
  );
});

test('a major bump is enough for every change', () => {
  fc.assert(
    fc.property(cases, cases, (before, after) => {
      const change = compareSets(aSet({ cases: before }), aSet({ cases: after, version: '2.0.0' }));
      expect(change.enough).toBe(true);
    }),
  );
});
