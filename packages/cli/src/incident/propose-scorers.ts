import type { Json, JsonObject } from '@pawl/core';

/** What a proposal is made from. */
export interface ProposalInputs {
  readonly name: string;
  readonly input: string;
  readonly expected?: Json;
  readonly bad?: string;
  readonly good?: string;
}

/** Scorers for a case, and in words what they ask for. */
export interface Proposal {
  readonly scorers: readonly JsonObject[];
  readonly mustSay?: string;
  readonly mustNotSay?: string;
}

/**
 * One scorer that tells the good output from the bad one, from silence and from an echo of the question: it asks
 * for words that only the good one has, and forbids those that only the bad one has.
 */
export function proposeScorers(inputs: ProposalInputs): Proposal {
  const { name, input, bad = '', good } = inputs;
  const mustSay = expectedWords(inputs) ?? distinctive(good ?? '', [bad, input]);
  const mustNotSay = distinctive(bad, [good ?? '', input]);
  return {
    scorers: toScorers(name, mustSay, mustNotSay),
    ...(mustSay === undefined ? {} : { mustSay }),
    ...(mustNotSay === undefined ? {} : { mustNotSay }),
  };
}

function toScorers(name: string, mustSay?: string, mustNotSay?: string): readonly JsonObject[] {
  const avoids = { caseSensitive: false };
  if (mustNotSay === undefined)
    return mustSay === undefined ? [] : [{ type: 'contains', name, value: mustSay }];
  if (mustSay === undefined) return [{ type: 'not-contains', name, ...avoids, value: mustNotSay }];
  const parts = [{ contains: mustSay }, { type: 'not-contains', ...avoids, value: mustNotSay }];
  return [{ type: 'all-of', name, scorers: parts }];
}

/** The expected answer, where the good output says it and neither the bad one nor the question does. */
function expectedWords({ expected, bad = '', good, input }: ProposalInputs): string | undefined {
  if (typeof expected !== 'string' || expected.trim() === '') return undefined;
  if (new RegExp(placeholder, 'u').test(expected)) return undefined;
  const isIn = (text: string): boolean => text.includes(expected);
  return !isIn(bad) && !isIn(input) && (good === undefined || isIn(good)) ? expected : undefined;
}

const mostWords = 6;

/** The shortest telling run of words of a text that none of the others has: numbers and negations tell most. */
function distinctive(text: string, others: readonly string[]): string | undefined {
  const known = others.map((other) => other.toLowerCase());
  const words = new Set(known.flatMap((other) => other.match(wordPattern) ?? []));
  let best: { readonly run: string; readonly weight: number } | undefined;
  for (const run of runsOf(text)) {
    if (known.some((other) => other.includes(run.toLowerCase()))) continue;
    const weight = weigh(run, words);
    if (best === undefined || weight > best.weight) best = { run, weight };
  }
  return best?.run;
}

const wordPattern = /[\p{L}\p{N}$€£%'’.,:-]*[\p{L}\p{N}%]/gu;

/** What a redaction left, `[phone]`: no reply ever says that. */
const placeholder = String.raw`\[[^\]\n]*\]`;
const breaks = new RegExp(String.raw`(?<=[.,!?;:])\s+|\n+|${placeholder}`, 'u');

/** Runs of two to six words that stay within a clause, and on one side of what was taken out; a single word where it has no more. */
function runsOf(text: string): readonly string[] {
  return text.split(breaks).flatMap((sentence) => {
    const places = [...sentence.matchAll(wordPattern)];
    const least = Math.min(2, places.length);
    return places.flatMap((first, start) =>
      places
        .slice(start + least - 1, start + mostWords)
        .map((last) => sentence.slice(first.index, last.index + last[0].length)),
    );
  });
}

const negation = /\b(?:not|no|never|cannot|can't|only|must|before|without)\b/iu;
const filler =
  /^(?:the|a|an|of|to|and|or|in|on|at|for|is|are|it|you|your|we|i|that|this|with|be|as)$/iu;

/** A number tells most, with its unit behind it; words at the edges should tell something too. */
function weigh(run: string, known: ReadonlySet<string>): number {
  const words = run.split(/\s+/u);
  const says = (word = ''): boolean => !known.has(word.toLowerCase()) && !filler.test(word);
  const fresh = words.filter((word) => says(word));
  const numbers = words.filter((word, at) => isAmount(words, at) && says(word)).length;
  const units = words.filter((_, at) => isAmount(words, at - 1)).length;
  const odd = words.filter((word, at) => isNumber(word) && !isAmount(words, at)).length;
  const last = words.at(-1);
  const bareStart = says(words[0]) ? 0 : 3;
  const bareEnd = says(last) || isNumber(words.at(-2)) ? 0 : 3;
  const denies = negation.test(run) ? 5 : 0;
  const long = Math.max(0, words.length - 2);
  return numbers * 6 + units * 4 + fresh.length * 2 + denies - bareStart - bareEnd - long - odd * 6;
}

const isNumber = (word = ''): boolean => /\d/u.test(word);

/** A number of its own: part of no telephone number, order number or address. */
function isAmount(words: readonly string[], at: number): boolean {
  const word = words[at];
  const isLone = !isNumber(words[at - 1]) && !isNumber(words[at + 1]);
  return isNumber(word) && isLone && /^[$€£]?[1-9]\d{0,3}(?:[.,]\d{1,3})?%?$/u.test(word ?? '');
}
