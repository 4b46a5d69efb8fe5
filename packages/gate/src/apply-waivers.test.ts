import type { Waiver } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { casesOf } from './testing/build-evidence.ts';
import { buildRecord } from './testing/build-record.ts';
import {
  accepted,
  first,
  incident,
  ones,
  short,
  verdictOf,
  withFirst,
} from './testing/verdict-story.ts';

describe('waivers', () => {
  const worse = buildRecord({ configuration: 'b', cases: casesOf(200, (at) => (at < 20 ? 0 : 1)) });
  const [finding] = verdictOf(worse).findings;
  const waiver: Waiver = {
    set: 'support',
    cases: Object.keys(ones(20)),
    fingerprint: finding?.fingerprint ?? '',
    reason: 'accepted-tradeoff',
    why: 'new policy text; legal signed off',
    owner: '@alice',
    approvers: ['@bob'],
    until: '2026-12-01',
    created: '2026-11-20',
    place: { file: 'evals/waivers/a.yaml' },
  };

  test('a valid one turns its finding into a note that names it', () => {
    const verdict = verdictOf(worse, accepted, { waivers: [waiver] });
    expect(verdict.exitCode).toBe(0);
    expect(verdict.findings.find((one) => one.code === 'regressed')).toMatchObject({
      level: 'note',
      waivedBy: 'evals/waivers/a.yaml',
    });
  });

  test.each([
    ['too few cases', { cases: [first] }, 'regressed'],
    ['a further fall', { maxDrop: 0.05 }, 'regressed'],
    ['expired', { until: '2026-11-19' }, 'waiver-expired'],
    ['too long', { until: '2027-03-01' }, 'waiver-invalid'],
    ['a pattern', { cases: ['case-*'] }, 'waiver-invalid'],
    ['an unknown case', { cases: [...waiver.cases, 'nobody'] }, 'waiver-invalid'],
    ['over-wide', { cases: Object.keys(ones(21)) }, 'waiver-invalid'],
    ['another reason', { reason: 'it is fine' }, 'waiver-invalid'],
    ['nobody who approved', { approvers: [] }, 'waiver-invalid'],
    ['no owner', { owner: ' ' }, 'waiver-invalid'],
  ] as const)('%s does not hold', (_name, change, code) => {
    const verdict = verdictOf(worse, accepted, { waivers: [{ ...waiver, ...change }] });
    expect(verdict.exitCode).toBe(1);
    expect(verdict.findings.filter((one) => one.level === 'fail').map((one) => one.code)).toContain(
      code,
    );
  });

  test('it may hold thirty days, and no longer', () => {
    const told = (until: string): number =>
      verdictOf(worse, accepted, { waivers: [{ ...waiver, until }] }).exitCode;
    expect(told('2026-12-20')).toBe(0);
    expect(told('2026-12-21')).toBe(1);
  });

  test('exactly one edit of a case can be waived', () => {
    const before = withFirst({ critical: true }, { configuration: 'a' });
    const edited = withFirst({ hash: 'edited' });
    const changed = verdictOf(edited, before).findings.find((one) => one.code === 'cases-changed');
    const edit = { ...waiver, cases: [first], fingerprint: changed?.fingerprint ?? '' };
    expect(verdictOf(edited, before, { waivers: [edit] }).exitCode).toBe(0);
    const again = withFirst({ hash: 'edited again' });
    expect(verdictOf(again, before, { waivers: [edit] }).exitCode).toBe(3);
  });

  test('one whose regression is gone is a note, whoever approved it', () => {
    const told = (change: Partial<Waiver>): unknown => {
      const verdict = verdictOf(withFirst({}), accepted, { waivers: [{ ...waiver, ...change }] });
      return [verdict.exitCode, short(verdict).find((one) => one.includes('waiver'))];
    };
    expect(told({})).toEqual([0, 'note waiver-invalid']);
    expect(told({ approvers: [] })).toEqual([0, 'note waiver-invalid']);
    expect(told({ until: '2026-11-19' })).toEqual([1, 'fail! waiver-expired']);
    expect(told({ cases: ['nobody'] })).toEqual([1, 'fail! waiver-invalid']);
  });

  test('one of another regression of the same cases is stale, and fails', () => {
    const verdict = verdictOf(worse, accepted, {
      waivers: [{ ...waiver, fingerprint: '00000000' }],
    });
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({
        level: 'fail',
        code: 'waiver-invalid',
        why: 'it names another regression than regressed of this run',
      }),
    );
  });

  test('one approver is enough where no guard is waived, and the words say so', () => {
    const verdict = verdictOf(worse, accepted, { waivers: [{ ...waiver, approvers: [] }] });
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: 'waiver-invalid', why: 'it needs 1 approver' }),
    );
  });

  test.each([
    [['@bob', '@BOB']],
    [['@bob', 'bob']],
    [['@bob', ' @bob ']],
    [['@bob', '@alice']],
    [['@bob', 'Alice']],
    [['@bob', ' ', '@']],
  ])('%j are not two people beside the owner', (approvers) => {
    const guard = withFirst({ trials: [0], incidents: ['INC-7'] });
    const [failed] = verdictOf(guard, accepted, { incidents: [incident] }).findings;
    const named = { ...waiver, cases: [first], fingerprint: failed?.fingerprint ?? '' };
    const verdict = (people: readonly string[]): number =>
      verdictOf(guard, accepted, {
        incidents: [incident],
        waivers: [{ ...named, approvers: people }],
      }).exitCode;
    expect(verdict(approvers)).toBe(1);
    expect(verdict(['@bob', '@carol'])).toBe(0);
  });

  test('a guard that fell further than its waiver allows is not waived', () => {
    const guard = withFirst({ trials: [0, 1, 1, 1], incidents: ['INC-7'] });
    const [failed] = verdictOf(guard, accepted, { incidents: [incident] }).findings;
    const named = {
      ...waiver,
      cases: [first],
      fingerprint: failed?.fingerprint ?? '',
      approvers: ['@bob', '@carol'],
    };
    const exitCode = (maxDrop: number): number =>
      verdictOf(guard, accepted, { incidents: [incident], waivers: [{ ...named, maxDrop }] })
        .exitCode;
    expect(exitCode(0.25)).toBe(0);
    expect(exitCode(0.1)).toBe(1);
  });

  test('a guard of a severe incident needs two people', () => {
    const guard = withFirst({ trials: [0], incidents: ['INC-7'] });
    const [failed] = verdictOf(guard, accepted, { incidents: [incident] }).findings;
    const one = { ...waiver, cases: [first], fingerprint: failed?.fingerprint ?? '' };
    const evidence = { incidents: [incident] };
    expect(verdictOf(guard, accepted, { ...evidence, waivers: [one] }).exitCode).toBe(1);
    const two = { ...one, approvers: ['@bob', '@carol'] };
    expect(verdictOf(guard, accepted, { waivers: [one] }).exitCode).toBe(1);
    expect(verdictOf(guard, accepted, { ...evidence, waivers: [two] }).exitCode).toBe(0);
  });
});
