import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium, type Browser, type Page } from 'playwright-core';

/** Starts Debian's Chromium; nothing is downloaded. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** The digest that a content policy names. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Puts a page into a file and gives its address. */
export async function asFile(html: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pawl-page-'));
  const file = join(folder, 'page.html');
  await writeFile(file, html);
  return pathToFileURL(file).href;
}

/** Everything that a quiet page never does, gathered while it is open. */
export function watch(page: Page, address: string): readonly string[] {
  const noise: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:text/html'))
      noise.push(`request ${request.url()}`);
  });
  page.on('console', (message) => noise.push(`console ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`error ${error.message}`));
  page.on('dialog', (dialog) => {
    noise.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return noise;
}
