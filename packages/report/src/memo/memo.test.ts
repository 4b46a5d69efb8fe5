import * as fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';

import { buildComparison, buildRecord, buildSummary } from '../../testing/build-states.ts';
import { hostileTexts } from '../../testing/hostile-texts.ts';
import { checkMemo } from './check-memo.ts';
import { Ledger, referenceLine, valueIn, writeValue } from './citation.ts';
import { makeMemo } from './make-memo.ts';
import { compareSource, runSource, toJson, type MemoView } from './memo-view.ts';
import { plainOptionName } from './option-name.ts';

/** A memo of two targets of one run; `text` is written by others. */
function buildMemo(text = 'next'): MemoView {
  const record = buildRecord({ set: 'gsm8k', targets: { base: 3, [text]: 2 }, scorer: 'answer' });
  const summary = buildSummary(record);
  const [first, second] = ['base', text].map((target) => ({
    runId: record.runId,
    target,
    record,
    summary,
    failing: [{ set: 'gsm8k', case: 'case-0003' }],
  }));
  const comparisons = [buildComparison({ set: 'gsm8k', target: text, lostCases: ['case-0003'] })];
  const options = first === undefined || second === undefined ? [] : [first, second];
  const source = compareSource(
    { runId: record.runId, target: 'base' },
    { runId: record.runId, target: text },
  );
  return {
    title: `${text} or base`,
    now: '2026-11-20T12:00:00.000Z',
    options,
    comparisons: options.slice(1).map((option) => ({ source, option, comparisons })),
    incidents: [],
    waivers: [
      {
        file: `${text}.yaml`,
        set: 'gsm8k',
        cases: ['x'],
        reason: 'tracked:#1',
        why: text,
        owner: text,
        until: '2026-12-01',
      },
    ],
    documents: new Map([
      [runSource(record.runId), toJson(summary)],
      [source, toJson({ format: 1, comparisons })],
    ]),
  };
}

test('every number of a memo holds against the documents it was made of', () => {
  const view = buildMemo();
  const checked = checkMemo(makeMemo(view), (source) => view.documents.get(source));
  expect(checked.faults).toEqual([]);
  expect(checked.unknown).toEqual([]);
  expect(checked.numbers).toBeGreaterThan(20);
});

test('a number that was rewritten, changed in the record or lost its record is named', () => {
  const view = buildMemo();
  const memo = makeMemo(view);
  const check = (text: string, edit: (json: string) => string = (json) => json) =>
    checkMemo(text, (source) => {
      const document = view.documents.get(source);
      return document === undefined
        ? undefined
        : toJson(JSON.parse(edit(JSON.stringify(document))));
    }).faults;
  expect(check(memo.replace('75.0 %[^3]', '85.0 %[^3]'))).toMatchObject([
    { id: 3, why: 'rewritten', was: 0.75 },
  ]);
  expect(check(memo.replace('75.0 %[^3]', '175.0 %[^3]'))).toMatchObject([
    { id: 3, why: 'rewritten' },
  ]);
  expect(check(memo, (json) => json.replace('"mean":0.75', '"mean":0.5'))).toMatchObject([
    { id: 3, why: 'changed', was: 0.75, now: 0.5 },
  ]);
  expect(checkMemo(memo, () => undefined).faults.every(({ why }) => why === 'gone')).toBe(true);
  expect(
    checkMemo(`${memo}\nand 9 more[^99]`, (source) => view.documents.get(source)).unknown,
  ).toEqual([99]);
});

test('every value in every form is found again in the text', () => {
  const forms = ['percent', 'points', 'signed', 'count', 'usd', 'duration'] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (form, share) => {
        const value = form === 'count' ? Math.round(share * 1e6) : share;
        const ledger = new Ledger(new Map([['run r', { cells: [{ value }] }]]));
        const text = ledger.cite({ source: 'run r', pointer: '/cells/0/value', form });
        expect(text).toBe(`${writeValue(value, form)}[^1]`);
        const memo = `It is ${text}.\n\n${ledger.references().map(referenceLine).join('\n')}\n`;
        expect(checkMemo(memo, () => ({ cells: [{ value }] })).faults).toEqual([]);
      },
    ),
  );
});

test('a pointer reads nothing but numbers and texts of its own', () => {
  const document = { 'a/b': [1, { '~': 2 }], text: 'x', empty: null };
  expect(valueIn(document, '/a~1b/0')).toBe(1);
  expect(valueIn(document, '/a~1b/1/~0')).toBe(2);
  expect(valueIn(document, '/text')).toBe('x');
  for (const pointer of ['/empty', '/constructor', '/__proto__', '/a~1b/length', '/a~1b/9'])
    expect(valueIn(document, pointer)).toBeUndefined();
});

test('hostile words keep the memo in its form', () => {
  const shape = (text: string): string[] => {
    const tree = fromMarkdown(makeMemo(buildMemo(text)).split('## References')[0] ?? '');
    return tree.children.map((node) => node.type);
  };
  const benign = shape('SAFE');
  for (const { id, text } of hostileTexts) expect(shape(text), `row ${id}`).toEqual(benign);
});

test('a verdict that was rewritten is named, in the sentence, the tables and the turns', () => {
  const view = buildMemo();
  const memo = makeMemo(view);
  const check = (text: string) => checkMemo(text, (source) => view.documents.get(source)).faults;
  expect(memo).toMatch(/<code>next<\/code> is worse\[\^1\]/u);
  for (const [was, now] of [
    [/is worse(\[\^1\])/u, 'is better$1'],
    [/is worse(\[\^1\])/u, 'is not worse$1'],
    [/\| worse(\[\^\d+\])/u, '| held$1'],
    [/\| worse(\[\^\d+\])/u, '| not worse$1'],
    [/is worse(\[\^\d+\])(: an upper)/u, 'is better$1$2'],
  ] as const) {
    const changed = memo.replace(was, now);
    expect(changed).not.toBe(memo);
    expect(check(changed)).toMatchObject([{ why: 'rewritten', was: 'regressed' }]);
  }
  expect(check(memo.replace('# next or base', '# Let us move to next'))).toEqual([]);
});

/** Two runs of one target, some days apart. */
function twoRuns(): MemoView {
  const view = buildMemo();
  const [first] = view.options;
  if (first === undefined) return view;
  const later = { ...first.record, runId: 'later', startedAt: '2026-11-22T10:00:00.000Z' };
  const second = { ...first, runId: 'later', record: later };
  const [comparison] = view.comparisons;
  const comparisons = comparison === undefined ? [] : [{ ...comparison, option: second }];
  return { ...view, options: [first, second], comparisons };
}

test('two runs of one target have names of their own', () => {
  const { options } = twoRuns();
  const names = options.map((option) => plainOptionName(option, options));
  expect(new Set(names).size).toBe(2);
  expect(names[1]).toBe('base of 22 Nov 2026');
  expect(makeMemo(twoRuns())).toContain('<code>base of 22 Nov 2026</code> is worse');
  const again = options.slice(0, 1).flatMap((one) => [one, { ...one, runId: 'again' }]);
  expect(again.map((option) => plainOptionName(option, again))[1]).toBe('base in again');
});

test('a memo of one option names the cases that fail, and no number without a reference', () => {
  const view = buildMemo();
  const [first] = view.options;
  if (first === undefined) throw new Error('There is no option');
  const cases = Array.from({ length: 120 }, (_, at) => `case-${at}`);
  const stamps = cases.map((id) => ({ id, hash: id, trials: 1 }));
  const sets = first.record.sets.map((set) => ({ ...set, cases: stamps }));
  const failing = cases.map((id) => ({ set: 'gsm8k', case: id }));
  const option = { ...first, record: { ...first.record, sets }, failing };
  const memo = makeMemo({ ...view, options: [option], comparisons: [] });
  const part = memo.split('## Known failing cases')[1]?.split('##')[0] ?? '';
  expect(part).toContain('case&#45;0');
  expect(part).toContain('These weigh most');
  expect(part).not.toMatch(/and \d+ more/u);
  const none = makeMemo({ ...view, options: [{ ...option, failing: [] }], comparisons: [] });
  expect(none).toContain('No case fails with <code>base</code>.');
});
