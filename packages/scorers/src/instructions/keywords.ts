import { z } from 'zod';

import { splitWords } from '../text/count.ts';
import { defineCheck, outside, rangeSchema, type Check } from './check.ts';

const someWords = z.array(z.string().min(1)).min(1).readonly();

/** The words of a text in lower case, as whole words or as a phrase that stands alone. */
function countPhrase(text: string, phrase: string): number {
  const words = splitWords(text.toLowerCase());
  const wanted = splitWords(phrase.toLowerCase());
  if (wanted.length === 0) return text.toLowerCase().split(phrase.toLowerCase()).length - 1;
  let count = 0;
  for (let at = 0; at + wanted.length <= words.length; at += 1) {
    if (wanted.every((word, index) => words[at + index] === word)) count += 1;
  }
  return count;
}

/** Words that must be there. */
export const include: Check = defineCheck(someWords, (wanted) => (text) => {
  const missing = wanted.filter((word) => countPhrase(text, word) === 0);
  return missing.length === 0 ? undefined : `without ${missing.join(', ')}`;
});

/** Words that must not be there. */
export const exclude: Check = defineCheck(someWords, (unwanted) => (text) => {
  const found = unwanted.filter((word) => countPhrase(text, word) > 0);
  return found.length === 0 ? undefined : `with ${found.join(', ')}`;
});

/** How often words occur. */
export const wordFrequency: Check = defineCheck(
  z.record(z.string().min(1), rangeSchema),
  (wanted) => (text) =>
    Object.entries(wanted)
      .map(([word, range]) => outside(countPhrase(text, word), range, `times “${word}”`))
      .find((problem) => problem !== undefined),
);

/** How often letters occur, whatever their case. */
export const letterFrequency: Check = defineCheck(
  z.record(z.string().regex(/^\p{L}$/u, 'a single letter'), rangeSchema),
  (wanted) => (text) =>
    Object.entries(wanted)
      .map(([letter, range]) => {
        const count = text.toLowerCase().split(letter.toLowerCase()).length - 1;
        return outside(count, range, `times the letter ${letter}`);
      })
      .find((problem) => problem !== undefined),
);
