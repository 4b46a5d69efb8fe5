import { Fragment, h, type ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';

import { forHtmlText } from '../sinks/for-html-text.ts';
import { pageStyle } from './page-style.ts';
import { others } from './words.ts';

/** SHA-256 of a text's UTF-8 bytes in base64; the machine hands it in. */
export type Sha256Base64 = (text: string) => string;

/** One page. */
export interface Page {
  readonly title: string;
  readonly header: ComponentChild;
  readonly main: ComponentChild;
  readonly footer?: ComponentChild;
  /** A script of ours, for the page that is served live; files have none. */
  readonly script?: string;
}

/** What fits on every page: it may load nothing, send nothing and be put into nothing. */
export function contentPolicy(script: string | undefined, sha256: Sha256Base64): string {
  const style = `style-src 'sha256-${sha256(pageStyle)}'`;
  const live =
    script === undefined ? '' : `; script-src 'sha256-${sha256(script)}'; connect-src 'self'`;
  const forms = script === undefined ? "form-action 'none'" : "form-action 'self'";
  return `default-src 'none'; ${style}${live}; base-uri 'none'; ${forms}`;
}

/** The page as one HTML document that needs nothing else. */
export function renderPage(page: Page, sha256: Sha256Base64): string {
  const policy = contentPolicy(page.script, sha256);
  const body = renderToString(h(Fragment, null, pageBody(page)));
  const script = page.script === undefined ? '' : `<script>${page.script}</script>\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Pawl">
<title>${forHtmlText(others(page.title))}</title>
<style>${pageStyle}</style>
</head>
${body}
${script}</html>
`;
}

function pageBody({ header, main, footer }: Page): ComponentChild {
  return h(
    'body',
    null,
    h('a', { class: 'skip', href: '#main' }, 'Skip to the content'),
    h('header', null, header),
    h('main', { id: 'main' }, main),
    h('footer', null, footer),
  );
}
