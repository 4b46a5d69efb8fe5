import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildHistory } from '../src/history/build-history.ts';
import {
  renderCompareView,
  renderMissing,
  renderRunView,
  renderRunsView,
} from '../src/html/live-pages.ts';
import { renderReport } from '../src/html/report-page.ts';
import { renderReview } from '../src/html/review-page.ts';
import { percent } from '../src/numbers.ts';
import { makeAgenda } from '../src/review/agenda.ts';
import { buildCell, buildRun, buildView } from '../testing/build-report-view.ts';
import { buildComparison } from '../testing/build-states.ts';
import { asFile, sha256, startBrowser, watch } from './browser.ts';

const view = buildView();
const empty = buildView('refund', {
  history: buildHistory({ runs: [], now: '2026-11-20T12:00:00.000Z' }),
});
const [first, second] = [
  buildRun(1, [buildCell([true, true, false])]),
  buildRun(2, [buildCell([true, false, true])]),
];

const pages: Readonly<Record<string, string>> = {
  report: renderReport(view, sha256),
  'report without runs': renderReport(empty, sha256),
  review: renderReview(view, makeAgenda(view), sha256),
  'list of runs': renderRunsView({ runs: [first, second], skipped: [] }, '', sha256),
  'one run': renderRunView(
    {
      facts: first,
      trials: [
        {
          set: 's',
          case: 'c',
          target: 't',
          trial: 0,
          text: 'yes',
          scores: [{ scorer: 'answer', value: 1 }],
        },
      ],
    },
    '',
    sha256,
  ),
  'two runs': renderCompareView(
    { before: first, after: second, comparisons: [buildComparison()] },
    sha256,
  ),
  'nothing to show': renderMissing('There is no such run.', sha256),
};

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
}, 30_000);
afterAll(() => browser.close());

/** Tables and charts that reach beyond their box, folded ones opened. */
const cutAtRight = `[...document.querySelectorAll('details')].forEach((one) => { one.open = true; }),
  [...document.querySelectorAll('.wide')]
    .filter((box) => box.scrollWidth > box.clientWidth)
    .map((box) => box.textContent.slice(0, 60))`;

const looks = [
  { colorScheme: 'light', width: 1280, axe: true },
  { colorScheme: 'light', width: 390, axe: false },
  { colorScheme: 'dark', width: 1280, axe: false },
  { colorScheme: 'dark', width: 390, axe: true },
] as const;

describe.each(Object.entries(pages))('the page %s', (_, html) => {
  test.each(looks)(
    'is quiet, fits and can be used by everyone: $colorScheme, $width px',
    async ({ colorScheme, width, axe }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      const address = await asFile(html);
      const noise = watch(page, address);
      await page.goto(address);
      const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect(needed).toBeLessThanOrEqual(width);
      const cut = width === 390 ? await page.evaluate<string[]>(cutAtRight) : [];
      expect(cut).toEqual([]);
      expect(axe ? await graveFaults(page) : []).toEqual([]);
      expect(noise).toEqual([]);
      await context.close();
    },
    20_000,
  );
});

/** What axe holds to be serious, or worse. */
async function graveFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test('paper shows what is folded away on the screen, and leaves the data tables out', async () => {
  const page = await browser.newPage({ colorScheme: 'dark' });
  const html =
    pages['report']?.replaceAll('<details class="talk" open', '<details class="talk"') ?? '';
  await page.goto(await asFile(html));
  const isShown = (selector: string): Promise<boolean> =>
    page.evaluate<boolean>(`document.querySelector('${selector}').checkVisibility()`);
  expect(await isShown('.talk dl')).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await isShown('.talk dl')).toBe(true);
  expect(await isShown('details.data')).toBe(false);
  await page.setViewportSize({ width: 720, height: 1000 }); // A4 without its margins
  const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(needed).toBeLessThanOrEqual(720);
  const paper = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  expect(paper).toBe('rgb(255, 255, 255)');
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  await page.close();
});

test('the keyboard reaches the content, every part of it, and opens what is folded', async () => {
  const page = await browser.newPage();
  await page.goto(await asFile(pages['report'] ?? ''));
  const focused = (): Promise<string> =>
    page.evaluate<string>(
      'document.activeElement.className + " " + document.activeElement.tagName',
    );
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('skip A');
  await page.keyboard.press('Enter');
  expect(await page.evaluate<string>('location.hash')).toBe('#main');
  await page.locator('details.data > summary').first().focus();
  await page.keyboard.press('Enter');
  expect(await page.evaluate<boolean>("document.querySelector('details.data').open")).toBe(true);
  await page.close();
});

test('the viewer is used by keys: a slash goes to the search, typing there stays typing', async () => {
  const page = await browser.newPage();
  await page.goto(await asFile(pages['list of runs'] ?? ''));
  await page.keyboard.press('/');
  await page.keyboard.type('tag/g');
  expect(await page.inputValue('#q')).toBe('tag/g');
  await page.close();
});

test('the numbers of the page are the numbers of the records', async () => {
  const page = await browser.newPage();
  await page.goto(await asFile(pages['report'] ?? ''));
  const shown = await page.locator('.main-table .rate').allTextContents();
  const newest = view.history.series.map(({ points }) => points.at(-1)?.score?.mean ?? -1);
  expect(shown).toEqual(newest.map(percent));
  const rows = await page.evaluate<string[][]>(
    "[...document.querySelectorAll('figure details.data tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))",
  );
  const course = view.history.series.flatMap(({ points }) =>
    points.toReversed().map(({ score }) => percent(score?.mean ?? -1)),
  );
  expect(rows.slice(0, course.length).map((cells) => cells[1])).toEqual(course);
  await page.close();
});
