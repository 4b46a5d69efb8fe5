import { z } from 'zod';

import { NoOpinion } from '../shape/opinion.ts';

/** One step of making texts comparable, applied in the order of `steps` whatever order they are written in. */
export type NormalizeStep = 'unicode' | 'case' | 'punctuation' | 'articles' | 'spaces';

/** How texts are made comparable: not at all, `basic`, as SQuAD does, or by chosen steps. */
export type Normalize = 'none' | 'basic' | 'squad' | readonly NormalizeStep[];

/** The schema of `normalize`. */
export const normalizeSchema: z.ZodType<Normalize> = z
  .union([
    z.enum(['none', 'basic', 'squad']),
    z.array(z.enum(['unicode', 'case', 'punctuation', 'articles', 'spaces'])).readonly(),
  ])
  .describe(
    'none (default) · basic: Unicode NFKC, lower case, single spaces · squad: lower case, no ASCII punctuation, no articles, single spaces · or a list of steps: unicode, case, punctuation (of any language), articles, spaces',
  );

/** Makes a text comparable. */
export type Normalizer = (text: string) => string;

/** The function for a setting; `caseSensitive` keeps the case of letters, whatever the setting. */
export function normalizer(normalize: Normalize = 'none', caseSensitive?: boolean): Normalizer {
  const chosen = stepsOf(normalize).filter(
    (step) => !(caseSensitive === true && step === lowerCase),
  );
  const steps =
    caseSensitive === false && !chosen.includes(lowerCase) ? [lowerCase, ...chosen] : chosen;
  if (steps.length === 0) return (text) => text;
  return (text) => {
    let made = text;
    for (const step of steps) made = step(made);
    return made;
  };
}

function stepsOf(normalize: Normalize): readonly Normalizer[] {
  if (normalize === 'none') return [];
  if (normalize === 'basic') return [nfkc, lowerCase, singleSpaces];
  if (normalize === 'squad') return [lowerCase, noAsciiPunctuation, noArticles, singleSpaces];
  return stepOrder.filter(([name]) => normalize.includes(name)).map(([, step]) => step);
}

const mostGrowing = 20_000;

// One sign can become eighteen letters (U+FDFA): a text of such signs would stall every step after this one.
const nfkc: Normalizer = (text) => {
  const growing =
    text.length < mostGrowing ? 0 : (text.match(/[\uFDFA\uFDFB\u3300-\u33FF]/g) ?? []).length;
  if (growing > mostGrowing) throw new NoOpinion('The text grows too long when it is normalised');
  return text.normalize('NFKC');
};
const lowerCase: Normalizer = (text) => text.toLowerCase();
const noAsciiPunctuation: Normalizer = (text) => text.replace(/[!-/:-@[-`{-~]/g, '');
const noPunctuation: Normalizer = (text) => text.replace(/\p{P}/gu, '');
const singleSpaces: Normalizer = (text) => text.replace(/\p{White_Space}+/gu, ' ').trim();

const stepOrder: readonly (readonly [NormalizeStep, Normalizer])[] = [
  ['unicode', nfkc],
  ['case', lowerCase],
  ['punctuation', noPunctuation],
  ['articles', noArticles],
  ['spaces', singleSpaces],
];

// The border of a word is Python's, as in the official script: letters and digits of all languages.
function noArticles(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.replace(/\b(?:a|an|the)\b/gi, ' ');
  return text.replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/giu, ' ');
}
