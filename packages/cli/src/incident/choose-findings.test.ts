import type { Finding } from '@pawl/core';
import { expect, test } from 'vitest';

import { chooseFindings } from './choose-findings.ts';

const place = { level: 'fail', blocking: true, set: 'support', target: 'bot' } as const;

const guard: Finding = {
  ...place,
  code: 'guard-failed',
  case: 'a',
  incident: 'INC-1',
  fingerprint: 'aaaaaaaa',
  trials: 1,
  passed: 0,
  severity: 'sev2',
  title: 'It happened',
  scorers: ['policy'],
  closed: true,
};

const removed: Finding = {
  ...place,
  code: 'cases-removed',
  fingerprint: 'bbbbbbbb',
  cases: ['a', 'b'],
  allowed: 0,
};

test('only findings whose every case is named are waived; the rest is told', () => {
  const { chosen, left } = chooseFindings([guard, removed], ['a']);
  expect(chosen).toMatchObject([{ fingerprint: 'aaaaaaaa', cases: ['a'], approvers: 2 }]);
  expect(left).toEqual([
    'cases-removed also lost b: name all its cases to waive it, or mend these',
  ]);
});

test('named together, both are waived, each with its own fingerprint', () => {
  const { chosen } = chooseFindings([guard, removed], ['b', 'a']);
  expect(chosen.map(({ fingerprint }) => fingerprint)).toEqual(['aaaaaaaa', 'bbbbbbbb']);
});

test('notes and findings without a fingerprint cannot be waived', () => {
  const { fingerprint: _, ...bare } = guard;
  const note: Finding = { ...guard, level: 'note', blocking: false };
  expect(chooseFindings([bare, note], ['a'])).toEqual({ chosen: [], left: [], blamed: [] });
});
