import type { Check } from './check.ts';
import { paragraphFirstWord, paragraphs, sentences, words } from './counts.ts';
import {
  beginWith,
  capitalWords,
  endWith,
  language,
  letterCase,
  noCommas,
  oneOfAnswers,
  quoted,
  repeatRequest,
  twoAnswers,
} from './form.ts';
import { exclude, include, letterFrequency, wordFrequency } from './keywords.ts';
import {
  bullets,
  highlights,
  jsonOnly,
  placeholders,
  postscript,
  sections,
  title,
} from './layout.ts';

/** Every instruction that can be verified, by name; one line each. */
export const menu: Readonly<Record<string, Check>> = {
  words,
  sentences,
  paragraphs,
  paragraphFirstWord,
  include,
  exclude,
  wordFrequency,
  letterFrequency,
  letterCase,
  capitalWords,
  noCommas,
  language,
  bullets,
  sections,
  placeholders,
  highlights,
  title,
  postscript,
  jsonOnly,
  quoted,
  beginWith,
  endWith,
  oneOf: oneOfAnswers,
  twoAnswers,
  repeatRequest,
};
