import { expect, test } from 'vitest';

import { buildCell, buildRun, buildView } from '../../testing/build-report-view.ts';
import { buildHistory } from '../history/build-history.ts';
import { interval } from '../numbers.ts';
import { fullStop, quote, say } from '../phrase.ts';
import { agendaMarkdown } from '../review/agenda-markdown.ts';
import { makeAgenda } from '../review/agenda.ts';
import { renderReport } from './report-page.ts';

const sha256 = (): string => 'digest';

test('the ends of an interval keep their decimals', () => {
  expect(interval({ low: 0.195, high: 0.24 })).toBe('19.5–24.0');
  expect(interval({ low: 0, high: 1 })).toBe('0.0–100.0');
});

test('the catch rate is a share with its interval, by severity and owner', () => {
  const share = { failures: 4, caught: 3, low: 0.301, high: 0.954 };
  const html = renderReport(
    buildView('refund', {
      catches: [
        { group: 'all', name: '', ...share },
        { group: 'severity', name: 'sev1', ...share },
      ],
    }),
    sha256,
  );
  expect(html).toContain(
    '<b>75.0 %</b>caught before the merge: 3 of 4 failures of guards, interval 30.1–95.4',
  );
  expect(html).toMatch(
    /sev1.*?data-label="Guards failed">4<\/td><td class="num" data-label="Caught">3<\/td><td class="num" data-label="Catch rate">75\.0 %<\/td><td class="num" data-label="Interval">30\.1–95\.4<\/td>/u,
  );
  expect(renderReport(buildView('refund', { catches: [] }), sha256)).toContain('no catch rate');
});

test('releases inside a course are lines with names, those outside it are nowhere', () => {
  const releases = [
    { name: 'v0.9', at: '2026-10-31T00:00:00.000Z' },
    { name: 'v1.2', at: '2026-11-03T00:00:00.000Z' },
    { name: 'v1.3', at: '2026-11-19T00:00:00.000Z' },
  ];
  const html = renderReport(buildView('refund', { releases }), sha256);
  expect(html.match(/<title>release [^<]*/gu)).toEqual(['<title>release v1.2']);
  expect(html).toMatch(/<td data-label="Since the run before">release v1\.2; /u);
  expect(html).not.toContain('v0.9');
  expect(html).not.toContain('v1.3');
});

test('a sentence that ends in a mark gets no second one', () => {
  expect(fullStop(say`INC-1: ${quote('It promised refunds.')}`)).toBe('');
  expect(fullStop(say`INC-1: ${quote('Why?')}`)).toBe('');
  expect(fullStop(say`INC-1: ${quote('x'.repeat(2000))}`)).toBe('');
  expect(fullStop(say`INC-1: ${quote('It promised refunds')}`)).toBe('.');
});

test('a long table says how many rows it leaves out', () => {
  const slices = Array.from({ length: 95 }, (_, at) => ({
    tag: `tag-${at}`,
    cases: 2,
    mean: 0.5,
    low: 0.1,
    high: 0.9,
  }));
  const history = buildHistory({
    runs: [buildRun(1, [buildCell([true, false], { slices })])],
    now: '2026-11-20T12:00:00.000Z',
  });
  const html = renderReport(buildView('refund', { history, shifts: [] }), sha256);
  expect(html).toContain('tag-79');
  expect(html).not.toContain('tag-80');
  expect(html).toContain('and 15 more');
});

test('the command that records an agenda quotes a name that a shell would split', () => {
  const view = buildView();
  const text = agendaMarkdown(view, makeAgenda(view), 'my notes/agenda.md');
  expect(text).toContain('&#45;&#45;record &#39;my notes');
  expect(agendaMarkdown(view, makeAgenda(view), 'x/agenda.md')).toContain(
    '`pawl review --record x/agenda.md`',
  );
});

test('saturated and stale cases stand there by name', () => {
  const runs = [1, 2, 3, 4, 18].map((day) =>
    buildRun(day, [buildCell([true, false, true], { answered: [1, 1, day < 3 ? 1 : 0] })]),
  );
  const history = buildHistory({ runs, now: '2026-11-20T12:00:00.000Z' });
  const html = renderReport(buildView('refund', { history, shifts: [] }), sha256);
  const names = html.replaceAll(/<[^>]*>/gu, '');
  expect(names).toContain('support-policy on support, always passed: case-0');
  expect(names).toContain('support-policy on support, always failed: case-1');
  expect(names).toContain('support-policy on support, stale: case-2');
});

test('drift is a mark of its own, with a letter over the widest', () => {
  const passes = [
    [true, true, true],
    [true, true, false],
    [false, true, true],
  ];
  const runs = passes.map((one, at) => buildRun(at + 1, [buildCell(one)]));
  const history = buildHistory({ runs, now: '2026-11-20T12:00:00.000Z' });
  const html = renderReport(buildView('refund', { history, shifts: [] }), sha256);
  expect(html.match(/<path class="mark drift" d="[^"]*v7[^"]*v7"/gu)).toHaveLength(1);
  expect(html.match(/<text class="mark-text"[^>]*>D</gu)).toHaveLength(1);
  expect(html).toContain('D the same configuration, other answers');
});
