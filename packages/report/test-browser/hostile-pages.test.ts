import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { renderRunView } from '../src/html/live-pages.ts';
import { renderReport } from '../src/html/report-page.ts';
import { renderReview } from '../src/html/review-page.ts';
import { makeAgenda } from '../src/review/agenda.ts';
import { buildCell, buildRun, buildView } from '../testing/build-report-view.ts';
import { hostileTexts } from '../testing/hostile-texts.ts';
import { sha256, startBrowser, watch } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
}, 30_000);
afterAll(() => browser.close());

/** Tags in document order with their attributes' names; a diff's own marks are left out. */
const skeleton = `[...document.querySelectorAll('*')]
  .filter((node) => !['INS', 'DEL'].includes(node.tagName))
  .map((node) => node.tagName + ' ' + [...node.attributes].map((one) => one.name).filter((name) => !['tabindex', 'role', 'aria-label'].includes(name)).join(' '))
  .join('\\n')`;

const renderings: Readonly<Record<string, (text: string) => string>> = {
  report: (text) => renderReport(buildView(text), sha256),
  review: (text) => renderReview(buildView(text), makeAgenda(buildView(text)), sha256),
  'one run': (text) => {
    const facts = buildRun(1, [buildCell([true], { set: text, target: text, cases: [text] })]);
    const scores = [{ scorer: text, value: 0, reason: text }];
    const trials = [{ set: text, case: text, target: text, trial: 0, text, scores }];
    return renderRunView({ facts, trials }, '', sha256);
  },
};

async function shapeOf(page: Page, html: string): Promise<string> {
  await page.setContent(html, { waitUntil: 'domcontentloaded' });
  expect(await page.evaluate<string>('typeof owned')).toBe('undefined');
  return page.evaluate<string>(skeleton);
}

test.each(Object.entries(renderings))(
  'hostile text in every field of the page %s is inert',
  async (_, render) => {
    const page = await browser.newPage();
    const noise = watch(page, 'about:blank');
    const benign = await shapeOf(page, render('SAFE'));
    for (const { id, text } of hostileTexts) {
      const shape = await shapeOf(page, render(text));
      expect(shape === benign, `row ${id} changes the page`).toBe(true);
    }
    expect(noise).toEqual([]);
    await page.close();
  },
  80_000,
);

test('no page loads, runs or frames anything: the policy allows one style sheet by its digest', () => {
  const html = renderings['report']?.('SAFE') ?? '';
  const policy = /content="(default-src[^"]*)"/u.exec(html)?.[1] ?? '';
  const style = /<style>([\s\S]*?)<\/style>/u.exec(html)?.[1] ?? '';
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${sha256(style)}'; base-uri 'none'; form-action 'none'`,
  );
  expect(html).not.toMatch(/<script|style="|javascript:/u);
});
