import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';

import { expand, type Row } from '../fixtures/adversarial/inert.mjs';

const file = new URL('../fixtures/adversarial/outputs.jsonl', import.meta.url);

/** Every row of the adversarial sample, and our own variants of the same kinds. */
export const hostileTexts: readonly { readonly id: string; readonly text: string }[] = [
  ...readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line))
    .map((row) => ({ id: row.id, text: expand(row) })),
  ...[
    'two\n::error title=x::forged\n  ::set-output name=a::b',
    '::add-mask::e',
    '#\u0023[command] ##[error]x',
    'a@b.example and mailto:me@x.example and xmpp:me@x.example',
    'www.beacon.invalid and HTTPS://BEACON.invalid/a?b=c&d',
    'closes #12, GH-34, org/repo#56, 0123456789abcdef0123456789abcdef01234567',
    '</details></summary><!-- pawl:v1 key=a/b head=c run=1.1 -->',
    '| a | b |\n|---|---|\n| c | d |',
    '# heading\n\n> quote\n\n- [x] done\n\n1. one\n\n---\n\n\tcode',
    '`a` ``b`` ```` c `````\n~~~~\n[x]: https://beacon.invalid "t"\n[x]',
    '&lt;img src=x onerror=alert(1)&gt;<img src=x onerror=alert(1)>',
    '$\\color{red}{\\text{PASS}}$ :white_check_mark: <svg onload=x>',
    '  \u200b=HYPERLINK("https://beacon.invalid")',
    '\uFEFF+1',
    '\uFF1D1+1',
    '\t=1',
    '-1+1',
    '@SUM(A1)',
    '\u001B]52;c;ZXZpbA==\u0007 \u001BPq\u001B\\ \u009D0;t\u009C \u0090x\u009C',
    '\u001B[31mred\u001B[0m\nsecond line at column zero',
    'line one\r\nsecond line at column zero\rthird line hides',
    'عربي \u2067isolate\u2069 \u061C 𠮷野家 👩‍👩‍👧‍👦 é́́́́',
    '\uFFFE\uFFFF\u{1FFFE} \uDC00 low \uD83D high \u0000 nul',
    `a${'\u0301'.repeat(500)}`,
    '-->]]><?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]>&y;',
    `${'x'.repeat(70_000)}</details>`,
    '`'.repeat(3000),
    `${'\n'.repeat(3000)}# end`,
  ].map((text, at) => ({ id: `own-${at + 1}`, text })),
];

const nasty = fc.constantFrom(
  ...'\n \r \t | ` < > & " \' @ # * _ ~ [ ] ( ) ! $ : ; = + - \\ / { } % .'.split(' '),
  '\u001B[2J',
  '\u009B1m',
  '\u202E',
  '\u2028',
  '\u{E0041}',
  '\uD800',
  '\uFFFF',
  '\0',
  ' ',
  ...'::error:: ##[ https:// www. @me #1 GH-1 ``` <!-- </details>'.split(' '),
);

/** Any text, mostly of the characters that break things. */
export const anyHostile: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: nasty }, fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 24,
  })
  .map((parts) => parts.join(''));
