import type { RunRecord } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { acceptedFrom } from '../testing/build-evidence.ts';
import { buildRecord } from '../testing/build-record.ts';
import {
  accepted,
  first,
  incident,
  ones,
  short,
  verdictOf,
  withFirst,
} from '../testing/verdict-story.ts';

describe('hard cases', () => {
  test('a failing guard re-opens its incident, before everything else', () => {
    const run = withFirst({ trials: [0], incidents: ['INC-7'] });
    const verdict = verdictOf(run, accepted, { incidents: [incident] });
    expect(verdict.exitCode).toBe(1);
    expect(verdict.findings[0]).toMatchObject({
      code: 'guard-failed',
      incident: 'INC-7',
      severity: 'sev1',
      title: 'Promised a refund',
      url: 'https://example.com/INC-7',
      case: first,
      trials: 1,
      passed: 0,
      scorers: ['right'],
    });
  });

  test('a guard must pass on every trial', () => {
    const run = withFirst({ trials: [1, 0, 1], incidents: ['INC-7'] });
    const verdict = verdictOf(run, accepted, { incidents: [incident] });
    expect(verdict.findings[0]).toMatchObject({ code: 'guard-failed', trials: 3, passed: 2 });
  });

  test('an incident that is not severe is told and does not block', () => {
    const run = withFirst({ trials: [0], incidents: ['INC-7'] });
    const verdict = verdictOf(run, accepted, { incidents: [{ ...incident, severity: 'sev4' }] });
    expect(short(verdict)).toContain('doubt guard-failed');
    expect(verdict.exitCode).toBe(0);
  });

  test('a critical case fails by itself, also when it lost its mark on the branch', () => {
    expect(short(verdictOf(withFirst({ trials: [0], critical: true })))[0]).toBe(
      'fail! critical-failed',
    );
    const marked = withFirst({ critical: true });
    expect(short(verdictOf(withFirst({ trials: [0] }), marked))[0]).toBe('fail! critical-failed');
  });

  test('a critical case still fails when its scorer was made advisory on the branch', () => {
    const scorers = [{ name: 'right', advisory: true }];
    const verdict = verdictOf(withFirst({ trials: [0], critical: true }, { scorers }));
    expect(short(verdict)[0]).toBe('fail! critical-failed');
    const always = buildRecord({ cases: ones(200), scorers });
    const told = verdictOf(withFirst({ trials: [0], critical: true }, { scorers }), always);
    expect(short(told)).not.toContain('fail! critical-failed');
  });

  test('a critical case without any score is missing, not failing', () => {
    const verdict = verdictOf(withFirst({ trials: ['timeout'], critical: true }));
    expect(short(verdict)).not.toContain('fail! critical-failed');
    expect(verdict.exitCode).toBe(3);
  });

  test('a guard is rescored when any scorer that decided on it is another one', () => {
    const named = (right: string, tone: object = {}) => [
      { name: 'right', digest: right },
      { name: 'tone', ...tone },
    ];
    const told = (scorers: ReturnType<typeof named>, advisory = false): string[] => {
      const before = named('old', { advisory });
      const was = withFirst({ incidents: ['INC-7'] }, { scorers: before, configuration: 'a' });
      return short(verdictOf(withFirst({ incidents: ['INC-7'] }, { scorers }), was));
    };
    expect(told(named('new'))).toContain('fail! guard-missing');
    expect(told(named('old'))).not.toContain('fail! guard-missing');
    expect(told(named('old', { digest: 'new', advisory: true }), true)).not.toContain(
      'fail! guard-missing',
    );
  });

  test('a guard is not rescored by scorers that never decided on it', () => {
    const policy = { primary: ['right'] };
    const side = (tone: string, configuration: string): RunRecord =>
      withFirst(
        { incidents: ['INC-7'] },
        { scorers: [{ name: 'right' }, { name: 'tone', digest: tone }], policy, configuration },
      );
    expect(short(verdictOf(side('new', 'b'), side('old', 'a')))).not.toContain(
      'fail! guard-missing',
    );
  });

  const guarded = withFirst({ incidents: ['INC-7'] });

  test.each([
    ['removed', ones(200), {}],
    ['disabled', ones(200), { disabled: [{ set: 'support', case: first }] }],
    ['removed', ones(200), { disabled: [{ set: 'support', case: 'another' }] }],
    ['removed', ones(200), { disabled: [{ set: 'billing', case: first }] }],
  ] as const)('a guard that was %s fails', (how, cases, more) => {
    const rest = Object.fromEntries(Object.entries(cases).filter(([id]) => id !== first));
    const run = buildRecord({ configuration: 'b', cases: rest });
    const verdict = verdictOf(run, guarded, { incidents: [incident], ...more });
    expect(verdict.exitCode).toBe(1);
    expect(verdict.findings[0]).toMatchObject({ code: 'guard-missing', how, incident: 'INC-7' });
  });

  test('a guard that lost its link fails, even when the incident’s file is gone with it', () => {
    const verdict = verdictOf(withFirst({}), guarded);
    expect(verdict.findings[0]).toMatchObject({
      level: 'fail',
      code: 'guard-missing',
      how: 'unlinked',
    });
  });

  test('a rescored guard counts as returned until its proof holds again', () => {
    const run = withFirst({ incidents: ['INC-7'], hash: 'edited' });
    const loosened = verdictOf(run, guarded, { incidents: [incident] });
    expect(loosened.findings[0]).toMatchObject({ code: 'guard-missing', how: 'rescored' });
    const place = { set: 'support', case: first, incident: 'INC-7' };
    const proven = { ...place, state: 'proven', faults: [] } as const;
    const proved = verdictOf(run, guarded, { incidents: [incident], proofs: [proven] });
    expect(proved.findings.filter((one) => one.code === 'guard-missing')).toEqual([]);
    expect(proved.exitCode).toBe(0);
    expect(proved.findings.map((one) => one.code)).not.toContain('guard-unproven');
    const scorers = [{ name: 'right', digest: 'looser' }];
    const again = acceptedFrom(withFirst({ incidents: ['INC-7'] }, { scorers })).flatMap((one) =>
      one.kind === 'found' ? [{ ...one, rescoredFrom: { right: 'old' } }] : [],
    );
    const rescored = verdictOf(withFirst({ incidents: ['INC-7'] }, { scorers }), again);
    expect(rescored.findings[0]).toMatchObject({ code: 'guard-missing', how: 'rescored' });
    const passes = { side: 'bad', how: 'passes', scorer: 'right' } as const;
    const open = { ...place, state: 'unproven', faults: [passes] } as const;
    const verdict = verdictOf(guarded, guarded, { incidents: [incident], proofs: [open] });
    expect(verdict.findings[0]).toMatchObject({ level: 'fail', code: 'guard-unproven' });
  });
});
