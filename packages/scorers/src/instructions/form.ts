import type { Json } from '@pawl/core';
import { z } from 'zod';

import { NoOpinion } from '../shape/opinion.ts';
import { splitWords } from '../text/count.ts';
import { defineCheck, outside, rangeSchema, type Check } from './check.ts';
import { languageOf, languages } from './language-of.ts';

/** All letters upper or lower case. */
export const letterCase: Check = defineCheck(z.enum(['upper', 'lower']), (wanted) => (text) => {
  const same = wanted === 'upper' ? text.toUpperCase() : text.toLowerCase();
  return same === text && /\p{L}/u.test(text) ? undefined : `not all in ${wanted} case`;
});

/** How many words are all capitals. */
export const capitalWords: Check = defineCheck(rangeSchema, (range) => (text) => {
  const capital = splitWords(text).filter(
    (word) => /\p{Lu}/u.test(word) && word === word.toUpperCase(),
  );
  return outside(capital.length, range, 'words in capitals');
});

/** No comma, of any script. */
export const noCommas: Check = defineCheck(
  z.literal(true),
  () => (text) => (/[,，、،]/.test(text) ? 'with a comma' : undefined),
);

/** The whole answer in double quotation marks. */
export const quoted: Check = defineCheck(
  z.literal(true),
  () => (text) =>
    /^["“„«][^]*["”“»]$/.test(text.trim()) && text.trim().length > 2
      ? undefined
      : 'not in quotation marks',
);

/** The exact words at the end. */
export const endWith: Check = defineCheck(
  z.string().min(1),
  (ending) => (text) =>
    bare(text).endsWith(bare(ending)) ? undefined : `does not end with “${ending}”`,
);

/** The exact words at the beginning. */
export const beginWith: Check = defineCheck(
  z.string().min(1),
  (beginning) => (text) =>
    bare(text).startsWith(bare(beginning)) ? undefined : `does not begin with “${beginning}”`,
);

/** One of a few fixed answers, and which. */
export const oneOfAnswers: Check = defineCheck(
  z.array(z.string().min(1)).min(1).readonly(),
  (answers) => (text) =>
    answers.some((answer) => text.includes(answer)) ? undefined : `none of ${answers.join(' · ')}`,
);

/** Two different answers, set apart by six stars. */
export const twoAnswers: Check = defineCheck(z.literal(true), () => (text) => {
  const answers = text.split('******').map((answer) => answer.trim());
  const filled = answers.filter((answer) => answer !== '');
  return filled.length === 2 && filled[0] !== filled[1]
    ? undefined
    : `${filled.length} answers, wanted 2`;
});

/** The request repeated first, word by word; with `true` the case's input. */
export const repeatRequest: Check = defineCheck(
  z.union([z.literal(true), z.string().min(1)]),
  (request) =>
    (text, { input }) => {
      const wanted = request === true ? textOf(input) : request;
      return bare(text).startsWith(bare(wanted)) ? undefined : 'does not repeat the request first';
    },
);

/** The language of the answer. */
export const language: Check = defineCheck(z.enum(languages), (wanted) => (text) => {
  const found = languageOf(text);
  if (found === undefined)
    throw new NoOpinion(
      'The language of the output could not be told: it is too short or too mixed, or a near relative could be it too',
    );
  return found === wanted ? undefined : `in ${found}, wanted ${wanted}`;
});

function bare(text: string): string {
  return text
    .trim()
    .replace(/^["“]|["”]$/g, '')
    .toLowerCase();
}

function textOf(input: Json): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}
