import { normalizer } from './normalize.ts';

const compatible = normalizer(['unicode']);
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
const ascii = /^[\0-\x7f]*$/;
// Bytes of well-formed UTF-8 alone: what is opened need not be tried.
const more = '%[89ab][0-9a-f]';
const bytes = [
  '%[0-7][0-9a-f]',
  `%(?:c[2-9a-f]|d[0-9a-f])${more}`,
  `%(?:e0%[ab]|ed%[89])[0-9a-f]${more}`,
  `%e[1-9a-cef]${more}${more}`,
  `%(?:f0%[9ab]|f4%8)[0-9a-f]${more}${more}`,
  `%f[1-3]${more}${more}${more}`,
].join('|');
const escaped = new RegExp(
  `(?:${bytes})+|\\\\u\\{[0-9a-f]{1,6}\\}|\\\\u[0-9a-f]{4}|\\\\x[0-9a-f]{2}|&#x[0-9a-f]{1,6};?|&#\\d{1,7};?`,
  'gi',
);
const mostRounds = 3;

/**
 * A text as a reader takes it: escapes of URLs, JSON and HTML opened (also when they are escaped again),
 * full-width and other dressed-up signs made plain, invisible signs taken out.
 */
export function plainSigns(text: string): string {
  let plain = bare(text);
  for (let round = 0; round < mostRounds; round += 1) {
    const opened = plain.replace(escaped, openEscape);
    if (opened === plain) return plain;
    plain = bare(opened);
  }
  return plain;
}

function bare(text: string): string {
  return ascii.test(text) ? text : compatible(text.replace(invisible, ''));
}

function openEscape(escape: string): string {
  if (escape.startsWith('%')) return decodeURIComponent(escape);
  const isHex = !/^&#\d/.test(escape);
  const code = Number.parseInt(escape.replace(/^(?:\\[ux]\{?|&#x?)/i, ''), isHex ? 16 : 10);
  return code > 0x10_ff_ff ? escape : String.fromCodePoint(code);
}
