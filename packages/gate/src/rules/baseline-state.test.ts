import type { BaselineAnswer, RunRecord } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import type { GateEvidence } from '../evidence.ts';
import { acceptedFrom, casesOf } from '../testing/build-evidence.ts';
import { buildRecord, type CaseStory } from '../testing/build-record.ts';
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

  test('another judge alone is not comparable either', () => {
    const judged = (judge: string): RunRecord =>
      buildRecord({ cases: ones(200), scorers: [{ name: 'right', judge }] });
    const [comparison] = verdictOf(judged('anthropic/b'), judged('anthropic/a')).comparisons;
    expect(comparison).toMatchObject({ state: 'not-comparable', reasons: ['judge-changed'] });
    expect(verdictOf(judged('anthropic/a'), judged('anthropic/a')).exitCode).toBe(0);
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

  /** Candidate cases of which the first ones were edited. */
  const withEdits = (count: number, story: Partial<CaseStory> = {}): Record<string, CaseStory> =>
    casesOf(200, (at) =>
      at < count ? { trials: [1], hash: 'edited', ...story } : { trials: [1] },
    );
  const ruled = (cases: Record<string, CaseStory>, configuration = 'b'): RunRecord =>
    buildRecord({ configuration, cases });

  test('a single edited case is told and blocks nothing', () => {
    const verdict = verdictOf(ruled(withEdits(1)));
    expect(verdict.exitCode).toBe(0);
    expect(verdict.comparisons[0]).toMatchObject({ changed: [first], pairs: 199 });
    expect(short(verdict)).toContain('doubt cases-changed');
  });

  test('as many edits as could hide a regression wait for the old ruler', () => {
    const run = ruled(withEdits(12));
    expect(verdictOf(run)).toMatchObject({ exitCode: 3, reason: 'not-comparable' });
    const under = (old: RunRecord): Partial<GateEvidence> => {
      const comparisons = verdictOf(old).comparisons;
      return { oldRulers: [{ set: 'support', target: 'bot', comparisons, edits: [] }] };
    };
    expect(verdictOf(run, accepted, under(ruled(withEdits(0)))).exitCode).toBe(0);
    const unasked = Object.fromEntries(Object.entries(withEdits(0)).slice(12));
    expect(verdictOf(run, accepted, under(ruled(unasked))).exitCode).toBe(3);
    expect(verdictOf(run, accepted, { oldRulers: [] }).exitCode).toBe(3);
  });

  test('edits hide nothing where the requests are the same', () => {
    const verdict = verdictOf(ruled(withEdits(200 - 1), 'a'));
    expect(verdict.exitCode).toBe(0);
    expect(short(verdict)).toContain('doubt cases-changed');
  });

  test('edits may hide nothing where nothing unsure blocks', () => {
    const policy = { onInconclusive: 'warn' } as const;
    const before = buildRecord({ cases: ones(60), policy });
    const cases = Object.fromEntries(Object.entries(withEdits(4)).slice(0, 60));
    expect(verdictOf(ruled(cases), before).exitCode).toBe(0);
    expect(verdictOf(ruled(cases), buildRecord({ cases: ones(60) })).exitCode).toBe(3);
  });

  test('edits that could hide a fall of a named slice wait as well', () => {
    const tagged = (count: number): Record<string, CaseStory> =>
      casesOf(200, (at) => ({
        trials: [1],
        hash: at < count ? 'edited' : `hash ${at}`,
        ...(at < 40 ? { tags: ['eu'] } : {}),
      }));
    const policy = { margin: 0.05, slices: { eu: {} } };
    const before = buildRecord({ cases: tagged(0), policy });
    expect(verdictOf(ruled(tagged(4)), before)).toMatchObject({ exitCode: 3 });
    const whole = buildRecord({ cases: tagged(0), policy: { margin: 0.05 } });
    expect(verdictOf(ruled(tagged(4)), whole).exitCode).toBe(0);
  });

  test('one critical case that was edited waits, and one that is gone fails whatever is allowed', () => {
    const before = withFirst({ critical: true }, { configuration: 'a', policy: { maxRemoved: 5 } });
    expect(verdictOf(ruled(withEdits(1)), before)).toMatchObject({ exitCode: 3 });
    expect(verdictOf(ruled(withEdits(1), 'a'), before).exitCode).toBe(0);
    const rest = Object.fromEntries(Object.entries(withEdits(0)).slice(1));
    const gone = verdictOf(ruled(rest), before);
    expect(gone.findings[0]).toMatchObject({ code: 'cases-removed', cases: [first], allowed: 0 });
    expect(gone.exitCode).toBe(1);
  });

  test('a critical case that fails under the old ruler alone is a masked regression', () => {
    const before = withFirst({ critical: true }, { configuration: 'a' });
    const { comparisons } = verdictOf(withFirst({ trials: [0] }), before);
    const oldRulers = [{ set: 'support', target: 'bot', comparisons, edits: [] }];
    const loosened = verdictOf(ruled(withEdits(1)), before, { oldRulers });
    expect(loosened.exitCode).toBe(1);
    expect(loosened.findings[0]).toMatchObject({ level: 'fail', code: 'masked-regression' });
    const plain = buildRecord({ cases: ones(200) });
    expect(verdictOf(ruled(withEdits(1)), plain, { oldRulers }).exitCode).toBe(0);
  });

  test('what leans worse under the old ruler alone is inconclusive', () => {
    const before = buildRecord({ cases: ones(60) });
    const cases = casesOf(60, (at) => (at < 4 ? 0 : 1));
    const { comparisons } = verdictOf(buildRecord({ configuration: 'b', cases }), before);
    const oldRulers = [{ set: 'support', target: 'bot', comparisons, edits: [] }];
    const loosened = buildRecord({ configuration: 'b', cases: ones(60) });
    const verdict = verdictOf(loosened, before, { oldRulers });
    expect(verdict).toMatchObject({ exitCode: 3, reason: 'leaning-worse' });
    const both = verdictOf(buildRecord({ configuration: 'b', cases }), before, { oldRulers });
    expect(both.findings.filter((one) => one.code === 'leaning-worse')).toHaveLength(1);
  });

  test('outputs that were scored again are told, and so is the scorer that changed', () => {
    const scorers = [{ name: 'right', digest: 'new' }];
    const after = buildRecord({ cases: ones(3), scorers });
    const again = acceptedFrom(buildRecord({ cases: ones(3), scorers })).flatMap((one) =>
      one.kind === 'found' ? [{ ...one, rescoredFrom: { right: 'old' } }] : [],
    );
    const verdict = verdictOf(after, again);
    expect(verdict.exitCode).toBe(0);
    const told = verdict.findings.find((one) => one.code === 'cases-rescored');
    expect(told).toMatchObject({ level: 'doubt', cases: Object.keys(ones(3)) });
    const { comparisons } = verdict;
    const oldRulers = [{ set: 'support', target: 'bot', comparisons, edits: [] }];
    expect(short(verdictOf(after, again, { oldRulers }))).toContain('note cases-rescored');
    expect(verdict.findings.find((one) => one.code === 'rules-changed')).toMatchObject({
      changes: [{ what: 'scorer right', before: 'old', after: 'new', direction: 'other' }],
    });
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
