import { z } from 'zod';

import { unfence } from '../text/fenced.ts';
import { parseJson } from '../text/find-json.ts';
import { defineCheck, outside, rangeSchema, type Check } from './check.ts';

/** How many bullet points: lines that begin with -, * or •. */
export const bullets: Check = defineCheck(
  rangeSchema,
  (range) => (text) =>
    outside(countLines(text, /^\s{0,20}(?:[-•]|\*(?!\*))\s?[^\s*-]/), range, 'bullet points'),
);

/** How many sections that begin with a word such as `SECTION 1` or with a Markdown heading (`heading`). */
export const sections: Check = defineCheck(
  z.strictObject({ count: rangeSchema, begin: z.string().min(1).exactOptional() }),
  ({ count, begin }) =>
    (text) => {
      const found =
        begin === undefined
          ? countLines(text, /^#{1,6}\s+\S/)
          : text.split('\n').filter((line) => startsSection(line, begin)).length;
      return outside(found, count, 'sections');
    },
);

/** How many placeholders such as `[name]`. */
export const placeholders: Check = defineCheck(
  rangeSchema,
  (range) => (text) =>
    outside(text.match(/\[[^[\]\n]{1,100}\]/g)?.length ?? 0, range, 'placeholders'),
);

/** How many parts are highlighted with *one* or **two** stars. */
export const highlights: Check = defineCheck(
  rangeSchema,
  (range) => (text) =>
    outside(
      text.match(/\*\*[^*\n]{1,500}\*\*|\*[^*\n]{1,500}\*/g)?.length ?? 0,
      range,
      'highlights',
    ),
);

/** A title in double angle brackets, `<<title>>`. */
export const title: Check = defineCheck(
  z.literal(true),
  () => (text) =>
    /<<[^<>\n]{0,500}[^<>\s][^<>\n]{0,500}>>/.test(text) ? undefined : 'no <<title>>',
);

/** A postscript, marked `P.S.` unless another mark is given. */
export const postscript: Check = defineCheck(
  z.union([z.literal(true), z.string().min(1)]),
  (mark) => (text) => {
    const wanted = (mark === true ? 'P.S.' : mark).toLowerCase();
    const found = text.split('\n').some((line) => line.trim().toLowerCase().startsWith(wanted));
    return found ? undefined : `no postscript ${wanted}`;
  },
);

/** Nothing but JSON, a code fence around it allowed. */
export const jsonOnly: Check = defineCheck(
  z.literal(true),
  () => (text) => (parseJson(unfence(text, ['json'])) === undefined ? 'not JSON alone' : undefined),
);

function countLines(text: string, pattern: RegExp): number {
  return text.split('\n').filter((line) => pattern.test(line)).length;
}

function startsSection(line: string, begin: string): boolean {
  const bare = line.replace(/^[\s#*_]{0,20}/, '');
  return (
    bare.toLowerCase().startsWith(begin.toLowerCase()) &&
    /^\s{0,5}[\dIVXivx]/.test(bare.slice(begin.length))
  );
}
