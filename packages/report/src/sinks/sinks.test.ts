import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  checkActionsLog,
  checkCsv,
  checkHtml,
  checkJunit,
  checkMarkdown,
  checkTerminal,
  SAFE,
} from '../../fixtures/adversarial/inert.mjs';
import { anyHostile, hostileTexts } from '../../testing/hostile-texts.ts';
import { forBlock } from './for-block.ts';
import { forCell } from './for-cell.ts';
import { forCsv } from './for-csv.ts';
import { forHtmlText } from './for-html-text.ts';
import { forLine } from './for-line.ts';
import { forTerminal } from './for-terminal.ts';
import { forUrl } from './for-url.ts';
import { forWorkflowCommand, forWorkflowProperty } from './for-workflow-command.ts';
import { forXml } from './for-xml.ts';
import { widthOf } from './width.ts';

/** Each sink inside the structure that it is made for, and the check that it must pass. */
const sinks: Readonly<Record<string, (text: string) => string[]>> = {
  line: (text) => {
    const rendered = `ours ${forLine(text)}\n${forLine(text, { width: 30 })}\n`;
    return [...checkTerminal(text, rendered), ...checkActionsLog(text, rendered)];
  },
  terminal: (text) =>
    [40, 80, 120, 250].flatMap((width) => {
      const rendered = `  ${forTerminal(text, { width, indent: 2 })}\nours`;
      return [...checkTerminal(text, rendered), ...checkActionsLog(text, rendered)];
    }),
  cell: differ(checkMarkdown, (text) => `| a | b |\n|---|---|\n| ${forCell(text)} | c |\n\nend`),
  heading: differ(checkMarkdown, (text) => `### ❌ ${forCell(text)} is worse\n\nend`),
  block: differ(checkMarkdown, (text) => `# ours\n\n${forBlock(text)}\n\nend`),
  details: differ(
    checkMarkdown,
    (text) => `<details><summary>x</summary>\n\n${forBlock(text)}\n\n</details>\n\nend`,
  ),
  url: differ(checkMarkdown, (text) => {
    const url = forUrl(`https://example.com/i/${encodeURIComponent(text.toWellFormed())}`, [
      'example.com',
    ]);
    return `[link](${url})\n\nend`;
  }),
  command: (text) => {
    const data = forWorkflowCommand(text);
    const property = forWorkflowProperty(text);
    const lines = `file=${property},title=${property} ${data}`;
    return lines.includes('\n') || lines.includes('\r') || /[:,]/.test(property)
      ? ['the command breaks']
      : checkActionsLog(text, lines);
  },
  csv: differ(checkCsv, (text) => `id,reason,n\r\na,${forCsv(text)},1\r\n${forCsv(text)},b,2\r\n`),
  xml: differ(checkJunit, (text) => {
    const safe = forXml(text);
    return `<testsuite name="${safe}"><failure message="${safe}">${safe}</failure></testsuite>`;
  }),
  html: differ(
    checkHtml,
    (text) =>
      `<p title="${forHtmlText(text)}" class='${forHtmlText(text)}'>${forHtmlText(text)}</p>`,
  ),
};

function differ(
  check: (text: string, rendered: string, benign: string) => string[],
  render: (text: string) => string,
): (text: string) => string[] {
  return (text) => check(text, render(text), render(SAFE));
}

describe.each(Object.entries(sinks))('the sink %s', (_, broken) => {
  test.each(hostileTexts)('keeps $id inert', ({ text }) => {
    expect(broken(text)).toEqual([]);
  });

  test('keeps any text inert', () => {
    fc.assert(
      fc.property(anyHostile, (text) => {
        expect(broken(text)).toEqual([]);
      }),
    );
  });
});

test('the evidence stays, escaped', () => {
  const text = 'a\u001B[3Jb\u202Ec\rd\ud800';
  expect(forLine(text)).toBe(String.raw`a\x1b[3Jb\u202ec\rd\ud800`);
  expect(forTerminal(`${text}\nnext`, { width: 80, indent: 4 })).toBe(
    `${String.raw`a\x1b[3Jb\u202ec\rd\ud800`}\n    next`,
  );
  expect(forBlock('````\nfree\u0007')).toBe('`````text\n````\nfree\\x07\n`````');
  expect(forCsv('=2*3')).toBe(`"'=2*3"`);
  expect(forXml('bell\u0007 &y; ]]>')).toBe(String.raw`bell\x07 &amp;y; ]]&gt;`);
  expect(forHtmlText('<b>"')).toBe('&lt;b&gt;&quot;');
  expect(forCell('x | <y>')).toBe('<code>x &#124; &#60;y&#62;</code>');
});

test('ordinary writing and emoji are left alone', () => {
  const text = 'naïve 東京 👩‍👩‍👧 ❤️ नमस्ते';
  expect(forLine(text)).toBe(text);
});

test('a line never is wider than asked', () => {
  fc.assert(
    fc.property(anyHostile, fc.integer({ min: 1, max: 60 }), (text, width) => {
      const most = width + 1 + text.split('##[').length; // a defused command takes one column more
      expect(widthOf(forLine(text, { width }))).toBeLessThanOrEqual(most);
    }),
  );
});

test('a long text is cut after it was cleaned, and says so', () => {
  expect(forLine('\u001B'.repeat(50), { width: 10 })).toBe(String.raw`\x1b\x1b\…`);
  expect(forTerminal('x\n'.repeat(500), { width: 80, lines: 3 })).toBe('x\n  x\n  x\n  … and more');
  expect(forBlock('y'.repeat(50), { limit: 10 })).toBe('```text\nyyyyyyyyyy\n… and more\n```');
});

test('only http(s) addresses on allowed hosts are links', () => {
  const allowed = ['example.com'];
  expect(forUrl('https://example.com/i/INC-1', allowed)).toBe('https://example.com/i/INC-1');
  expect(forUrl('https://example.com/a)b|c<d>"e`f', allowed)).toBe(
    'https://example.com/a%29b%7Cc%3Cd%3E%22e%60f',
  );
  for (const url of [
    'https://beacon.invalid/',
    'https://example.com.beacon.invalid/',
    'https://user:pass@example.com/',
    'https://example.com:8443/',
    'javascript:alert(1)',
    'data:text/html,x',
    '//example.com/x',
    'not an address',
  ]) {
    expect(forUrl(url, allowed)).toBeUndefined();
  }
});
