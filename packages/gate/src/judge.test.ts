import { expect, test } from 'vitest';

import { judge } from './judge.ts';
import { casesOf, evidenceOf } from './testing/build-evidence.ts';
import { buildRecord } from './testing/build-record.ts';

const accepted = buildRecord({ cases: casesOf(200, (at) => (at % 10 === 0 ? 0 : 1)) });

test('a run that is the same as its baseline passes', () => {
  const verdict = judge(evidenceOf(accepted, accepted));
  expect(verdict.outcome).toBe('pass');
  expect(verdict.exitCode).toBe(0);
  expect(verdict.comparisons[0]).toMatchObject({ state: 'held', lost: 0, gained: 0, shared: 200 });
});

test('a run that lost many cases fails, with its numbers', () => {
  const worse = buildRecord({
    configuration: 'b',
    cases: casesOf(200, (at) => (at % 10 < 3 ? 0 : 1)),
  });
  const verdict = judge(evidenceOf(worse, accepted));
  expect(verdict.outcome).toBe('fail');
  expect(verdict.exitCode).toBe(1);
  expect(verdict.comparisons[0]).toMatchObject({ state: 'regressed', lost: 40, gained: 0 });
  expect(verdict.findings[0]).toMatchObject({ level: 'fail', code: 'regressed' });
});

test('a run without a baseline is inconclusive, by that name', () => {
  const verdict = judge(evidenceOf(accepted, []));
  expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'no-baseline', exitCode: 3 });
});
