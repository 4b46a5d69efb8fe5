import * as fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';

import { buildComparison, buildRecord, buildSummary } from '../../testing/build-states.ts';
import { hostileTexts } from '../../testing/hostile-texts.ts';
import { checkMemo } from './check-memo.ts';
import { Ledger, referenceLine, valueIn, writeNumber } from './citation.ts';
import { makeMemo } from './make-memo.ts';
import { compareSource, runSource, toJson, type MemoView } from './memo-view.ts';

/** A memo of two targets of one run; `text` is written by others. */
function buildMemo(text = 'next'): MemoView {
  const record = buildRecord({ set: 'gsm8k', targets: { base: 3, [text]: 2 }, scorer: 'answer' });
  const summary = buildSummary(record);
  const [first, second] = ['base', text].map((target) => ({
    runId: record.runId,
    target,
    record,
    summary,
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
  expect(check(memo.replace('75.0 %[^2]', '85.0 %[^2]'))).toMatchObject([
    { id: 2, why: 'rewritten', was: 0.75 },
  ]);
  expect(check(memo.replace('75.0 %[^2]', '175.0 %[^2]'))).toMatchObject([
    { id: 2, why: 'rewritten' },
  ]);
  expect(check(memo, (json) => json.replace('"mean":0.75', '"mean":0.5'))).toMatchObject([
    { id: 2, why: 'changed', was: 0.75, now: 0.5 },
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
        expect(text).toBe(`${writeNumber(value, form)}[^1]`);
        const memo = `It is ${text}.\n\n${ledger.references().map(referenceLine).join('\n')}\n`;
        expect(checkMemo(memo, () => ({ cells: [{ value }] })).faults).toEqual([]);
      },
    ),
  );
});

test('a pointer reads nothing but numbers of its own', () => {
  const document = { 'a/b': [1, { '~': 2 }], text: 'x', empty: null };
  expect(valueIn(document, '/a~1b/0')).toBe(1);
  expect(valueIn(document, '/a~1b/1/~0')).toBe(2);
  for (const pointer of [
    '/text',
    '/empty',
    '/constructor',
    '/__proto__',
    '/a~1b/length',
    '/a~1b/9',
  ])
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
