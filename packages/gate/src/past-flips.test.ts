import { expect, test } from 'vitest';

import { judge } from './judge.ts';
import { addPastFlips, type EarlierRun } from './past-flips.ts';
import { casesOf, evidenceOf } from './testing/build-evidence.ts';
import { buildRecord } from './testing/build-record.ts';

const run = buildRecord({
  cases: { ...casesOf(60, () => [1, 1, 1, 1]), calm: [1, 1, 1, 0], restless: [1, 1, 0, 0] },
});
const verdict = judge(evidenceOf(run, run));

const earlier = (passed: number, answered: number, target = 'bot'): EarlierRun => ({
  set: 'support',
  target,
  cases: new Map([['restless', { passed, answered }]]),
});

const flakyOf = ({ findings }: typeof verdict) =>
  findings.flatMap((finding) => (finding.code === 'flaky' ? finding.cases : []));

test('without a history, what needs the most trials comes first', () => {
  expect(flakyOf(verdict).map((one) => one.case)).toEqual(['calm', 'restless']);
  expect(flakyOf(addPastFlips(verdict, []))).toEqual(flakyOf(verdict));
});

test('what was flaky in earlier runs comes first, and says how often', () => {
  const past = [earlier(4, 4), earlier(0, 4), earlier(2, 4), earlier(0, 0), earlier(4, 4)];
  const [first, second] = flakyOf(addPastFlips(verdict, past));
  expect(first).toMatchObject({ case: 'restless', earlier: { runs: 4, mixed: 1, flips: 2 } });
  expect(second).not.toHaveProperty('earlier');
});

test('runs of another target say nothing, and the outcome stays', () => {
  const told = addPastFlips(verdict, [earlier(2, 4, 'another')]);
  expect(told).toEqual(verdict);
  expect(addPastFlips(verdict, [earlier(2, 4)])).toMatchObject({ outcome: verdict.outcome });
});
