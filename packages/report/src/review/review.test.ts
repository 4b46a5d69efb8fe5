import { expect, test } from 'vitest';

import { buildView } from '../../testing/build-report-view.ts';
import { hostileTexts } from '../../testing/hostile-texts.ts';
import { agendaGroups } from './agenda-item.ts';
import { agendaMarkdown, reviewForm } from './agenda-markdown.ts';
import { makeAgenda } from './agenda.ts';
import { parseReviewFile } from './review-file.ts';

const view = buildView();

test('the agenda goes from what was promised over what came back to upkeep', () => {
  const agenda = makeAgenda(view);
  const places = agenda.map(({ group }) => agendaGroups.indexOf(group));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(agenda.map(({ key }) => key).slice(0, 3)).toEqual([
    'refund item',
    'guard:refund incident',
    'worse:refund set:refund target',
  ]);
});

test('every item has a question, a checklist, choices and a day', () => {
  for (const item of makeAgenda(view)) {
    expect(item.question).toMatch(/\?$/u);
    expect(item.checklist.length).toBeGreaterThan(0);
    expect(item.choices).toContain('open');
    expect(item.dueIn).toBeGreaterThan(0);
  }
});

test('what was promised stands once, and says what is still so', () => {
  const item = 'worse:refund set:refund target';
  const promised = buildView('refund', {
    decisions: [{ item, title: 'fix it', decision: 'fix', due: '2026-11-19' }],
  });
  const found = makeAgenda(promised).filter(({ key }) => key === item);
  expect(found).toHaveLength(1);
  expect(JSON.stringify(found[0]?.why)).toContain('overdue');
  expect(JSON.stringify(found[0]?.why)).toContain('Still so');
});

test('an agenda without items says so', () => {
  expect(agendaMarkdown(view, [])).toContain('Nothing needs a decision.');
});

test('the decisions of a Markdown agenda are read back as the form that was printed', () => {
  const agenda = makeAgenda(view);
  const read = parseReviewFile(agendaMarkdown(view, agenda), 'agenda.md');
  expect(read.problems).toEqual([]);
  expect(read.value).toEqual(reviewForm(view, agenda));
});

test('every mistake of a review file is named with its place', () => {
  const text =
    'format: 1\ndate: yesterday\ndecisions:\n  - item: a\n    title: b\n    decision: maybe\n';
  const { value, problems } = parseReviewFile(text, 'evals/reviews/x.yaml');
  expect(value).toBeUndefined();
  expect(problems.map(({ place }) => place.line)).toEqual([2, 6]);
});

test.each(hostileTexts)(
  'hostile words in an agenda stay words, and the form can still be read: $id',
  ({ text }) => {
    const hostile = buildView(text);
    const agenda = makeAgenda(hostile);
    const markdown = agendaMarkdown(hostile, agenda);
    expect(parseReviewFile(markdown, 'agenda.md').value?.decisions).toHaveLength(agenda.length);
    const headings = markdown.split('\n').filter((line) => line.startsWith('## '));
    const benign = agendaMarkdown(buildView('SAFE'), makeAgenda(buildView('SAFE')));
    expect(headings).toEqual(benign.split('\n').filter((line) => line.startsWith('## ')));
  },
);
