import type { BaselineAnswer } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { acceptedFrom, casesOf } from '../testing/build-evidence.ts';
import { buildRecord } from '../testing/build-record.ts';
import { accepted, first, ones, short, verdictOf, withFirst } from '../testing/verdict-story.ts';

describe('the baseline', () => {
  const unreadable = (
    code: 'corrupt' | 'truncated' | 'newer-format' | 'foreign',
  ): BaselineAnswer[] => [
    { kind: 'unreadable', set: 'support', target: 'bot', source: 'b.jsonl', code, message: 'why' },
  ];

  test.each(['corrupt', 'truncated', 'newer-format', 'foreign'] as const)('%s is named', (code) => {
    const verdict = verdictOf(accepted, unreadable(code));
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'bad-baseline' });
    expect(verdict.findings[0]).toMatchObject({ code: 'bad-baseline', defect: code });
  });

  test('none at all is inconclusive, unless floors may judge alone', () => {
    expect(verdictOf(accepted, [])).toMatchObject({ exitCode: 3, reason: 'no-baseline' });
    const policy = {
      onMissingBaseline: 'floors',
      minimum: { right: { share: 0.9, on: 'mean' } },
    } as const;
    expect(verdictOf(buildRecord({ cases: ones(200), policy }), []).exitCode).toBe(0);
    const low = casesOf(200, (at) => (at % 5 === 0 ? 0 : 1));
    expect(verdictOf(buildRecord({ cases: low, policy }), []).exitCode).toBe(1);
  });

  test('floors that are not there cannot judge alone', () => {
    const policy = { onMissingBaseline: 'floors' } as const;
    expect(verdictOf(buildRecord({ cases: ones(200), policy }), []).exitCode).toBe(3);
  });

  test('an old one is inconclusive when something changed, and only a doubt when nothing did', () => {
    const at = '2027-02-01T00:00:00.000Z';
    const changed = verdictOf(withFirst({}), accepted, { at });
    expect(changed).toMatchObject({ exitCode: 3, reason: 'stale-baseline' });
    expect(changed.findings[0]).toMatchObject({ ageDays: 72, maxAgeDays: 14 });
    const same = verdictOf(accepted, accepted, { at });
    expect(same.exitCode).toBe(0);
    expect(short(same)).toContain('doubt stale-baseline');
  });

  test('a scorer or judge that is another one is not comparable', () => {
    const scorers = [{ name: 'right', digest: 'other', judge: 'anthropic/claude' }];
    const verdict = verdictOf(buildRecord({ cases: ones(200), scorers }));
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'not-comparable' });
    expect(verdict.comparisons[0]).toMatchObject({
      state: 'not-comparable',
      reasons: ['scorer-changed', 'judge-changed'],
    });
  });

  test('a scorer that was dropped, or silenced, still decides', () => {
    const both = buildRecord({ cases: ones(200), scorers: [{ name: 'right' }, { name: 'tone' }] });
    const dropped = verdictOf(buildRecord({ cases: ones(200) }), both);
    expect(dropped).toMatchObject({ exitCode: 3, reason: 'not-comparable' });
    const silenced = buildRecord({
      configuration: 'b',
      cases: casesOf(200, (at) => (at < 40 ? 0 : 1)),
      scorers: [{ name: 'right', advisory: true }],
    });
    expect(verdictOf(silenced).exitCode).toBe(1);
  });

  test('a scorer that is new beside others is told, and blocks nothing', () => {
    const scorers = [{ name: 'right' }, { name: 'tone' }];
    const verdict = verdictOf(buildRecord({ cases: ones(200), scorers }));
    expect(verdict.exitCode).toBe(0);
    expect(short(verdict)).toContain('doubt not-comparable');
  });

  test('cases that have nothing in common are not comparable', () => {
    const cases = Object.fromEntries(
      Object.keys(ones(200)).map((id) => [id, { trials: [1], hash: 'x' }]),
    );
    const verdict = verdictOf(buildRecord({ cases }));
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'not-comparable' });
    expect(verdict.comparisons[0]).toMatchObject({ reasons: ['no-pairs'], pairs: 0 });
  });
});

describe('what the change did to the ruler', () => {
  test('removed cases fail beyond their budget', () => {
    const cases = Object.fromEntries(Object.entries(ones(200)).slice(2));
    const verdict = verdictOf(buildRecord({ configuration: 'b', cases }));
    expect(verdict.exitCode).toBe(1);
    expect(verdict.findings[0]).toMatchObject({ code: 'cases-removed', allowed: 0 });
    const lenient = buildRecord({ cases: ones(200), policy: { maxRemoved: 0.01 } });
    expect(verdictOf(buildRecord({ configuration: 'b', cases }), lenient).exitCode).toBe(0);
  });

  test('an edited case is inconclusive until the old ruler is laid on as well', () => {
    const edited = withFirst({ hash: 'edited' });
    const verdict = verdictOf(edited);
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'not-comparable' });
    expect(verdict.comparisons[0]).toMatchObject({ changed: [first], pairs: 199 });
    const [held] = verdictOf(withFirst({})).comparisons;
    const comparisons = held ? [held] : [];
    const oldRulers = [{ set: 'support', target: 'bot', comparisons, edits: [] }];
    expect(verdictOf(edited, accepted, { oldRulers }).exitCode).toBe(0);
    const partly = oldRulers.map((one) => ({ ...one, notMeasured: 'one case has no answer' }));
    expect(verdictOf(edited, accepted, { oldRulers: partly }).exitCode).toBe(3);
  });

  test('a set that has a baseline and is no longer run fails', () => {
    const other = buildRecord({ set: 'billing', cases: ones(3) });
    const verdict = verdictOf(accepted, [...acceptedFrom(accepted), ...acceptedFrom(other)]);
    expect(verdict.exitCode).toBe(1);
    expect(verdict.findings[0]).toMatchObject({ code: 'cases-removed', set: 'billing' });
  });

  test('a scorer that leaves with its only case is counted as that case', () => {
    const policy = { maxRemoved: 1 };
    const scorers = [{ name: 'right' }, { name: 'own', cases: [first] }];
    const before = buildRecord({ cases: ones(200), scorers, policy });
    const rest = Object.fromEntries(Object.entries(ones(200)).slice(1));
    expect(verdictOf(buildRecord({ cases: rest }), before).exitCode).toBe(0);
  });

  test('added cases are listed and never change a comparison', () => {
    const cases = { ...ones(200), 'zz-new': 0 };
    const verdict = verdictOf(buildRecord({ cases }));
    expect(verdict.exitCode).toBe(0);
    expect(verdict.comparisons[0]).toMatchObject({ pairs: 200, added: ['zz-new'], lost: 0 });
  });

  test('the base’s rules judge, and looser ones on the branch are told', () => {
    const cases = casesOf(200, (at) => (at < 20 ? 0 : 1));
    const loose = buildRecord({ configuration: 'b', cases, policy: { margin: 0.5, maxFaults: 1 } });
    const verdict = verdictOf(loose);
    expect(verdict.exitCode).toBe(1);
    const changed = verdict.findings.find((one) => one.code === 'rules-changed');
    expect(changed).toMatchObject({
      level: 'doubt',
      changes: [
        { what: 'margin', before: '0.02', after: '0.5', direction: 'weaker' },
        { what: 'maxFaults', before: '0', after: '1', direction: 'weaker' },
      ],
    });
  });

  test('what fails under the old ruler and passes under the new is a masked regression', () => {
    const worse = buildRecord({
      configuration: 'b',
      cases: casesOf(200, (at) => (at < 40 ? 0 : 1)),
    });
    const [old] = verdictOf(worse).comparisons;
    const edits = [{ what: 'scorer right', direction: 'weaker' }] as const;
    const oldRulers = [{ set: 'support', target: 'bot', comparisons: old ? [old] : [], edits }];
    const edited = buildRecord({
      configuration: 'b',
      cases: ones(200),
      scorers: [{ name: 'right', digest: 'looser' }],
    });
    const verdict = verdictOf(edited, accepted, { oldRulers });
    expect(verdict.exitCode).toBe(1);
    expect(verdict.findings[0]).toMatchObject({ code: 'masked-regression', edits });
  });
});
