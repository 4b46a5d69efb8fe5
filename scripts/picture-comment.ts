/** Photographs the pull-request comments of docs/examples as GitHub shows them, into docs/pictures. Needs Chromium and an emoji font. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const pictures = {
  'comment-regressed.md': 'comment.png',
  'comment-incidents.md': 'comment-incidents.png',
};
const options = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };

const style = `
body { margin: 0; padding: 24px; background: #f6f8fa; font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; color: #1f2328 }
main { width: 900px; background: #fff; border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
header { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; color: #59636e }
article { padding: 8px 16px 16px }
h3 { font-size: 17px; line-height: 1.35 } table { border-collapse: collapse; margin: 12px 0 }
th, td { border: 1px solid #d1d9e0; padding: 5px 11px } tr:nth-child(2n) td { background: #f6f8fa }
code { font: 12px ui-monospace, Menlo, "DejaVu Sans Mono", monospace; background: #818b981f; border-radius: 6px; padding: 2px 5px }
a { color: #0969da } sub { color: #59636e }`;

const pageOf = (comment: string): string =>
  `<!doctype html><meta charset="utf-8"><style>${style}</style><main><header><b>github-actions</b> bot commented</header><article>${micromark(comment, options)}</article></main>`;

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const tab = await browser.newPage({ deviceScaleFactor: 1.5 });
for (const [text, picture] of Object.entries(pictures)) {
  const comment = await readFile(join(root, 'docs/examples', text), 'utf8');
  await tab.setContent(pageOf(comment));
  await tab.locator('main').screenshot({ path: join(root, 'docs/pictures', picture) });
}
await browser.close();
