import { z } from 'zod';

import { countWords, splitWords } from '../text/count.ts';
import { defineCheck, outside, rangeSchema, type Check } from './check.ts';

/** How many words. */
export const words: Check = defineCheck(
  rangeSchema,
  (range) => (text) => outside(countWords(text), range, 'words'),
);

/** How many sentences. */
export const sentences: Check = defineCheck(
  rangeSchema,
  (range) => (text) => outside(splitSentences(text).length, range, 'sentences'),
);

/** How many paragraphs, set apart by an empty line or by `***`. */
export const paragraphs: Check = defineCheck(
  rangeSchema,
  (range) => (text) => outside(splitParagraphs(text).length, range, 'paragraphs'),
);

/** With which word a paragraph begins, counted from 1. */
export const paragraphFirstWord: Check = defineCheck(
  z.strictObject({ paragraph: z.int().min(1), word: z.string().min(1) }),
  ({ paragraph, word }) =>
    (text) => {
      const [first = ''] = splitWords(splitParagraphs(text)[paragraph - 1] ?? '');
      return first.toLowerCase() === word.toLowerCase()
        ? undefined
        : `paragraph ${paragraph} begins with “${first}”, not with “${word}”`;
    },
);

const abbreviation =
  /(?:^|[\s("])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|No|Fig|Inc|Ltd|Jr|Sr)\.$/;

/** The sentences of a text: they end at . ! ? … or 。 before a space, and at an empty line. */
export function splitSentences(text: string): readonly string[] {
  const pieces = text
    .split(/\n\s{0,200}\n|(?<=[.!?…]["'”’)\]]?)\s+|(?<=[。！？])/u)
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  const whole: string[] = [];
  let open = '';
  for (const piece of pieces) {
    open = open === '' ? piece : `${open} ${piece}`;
    if (abbreviation.test(open.slice(-12))) continue;
    whole.push(open);
    open = '';
  }
  return open === '' ? whole : [...whole, open];
}

/** The paragraphs of a text. */
export function splitParagraphs(text: string): readonly string[] {
  return text
    .split(/\n(?:[^\S\n]{0,200}\n)+|\n[^\S\n]{0,200}\*\*\*[^\S\n]{0,200}(?:\n|$)/)
    .filter((paragraph) => paragraph.trim() !== '');
}
