import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';

import { parseFragment } from 'parse5';
import { SaxesParser } from 'saxes';

/** The last words of a text that hardly any output has. */
export const needle = 'the last word of all';

/** What outputs are held against. */
export const reference =
  'the quick brown fox jumps over a lazy dog and the owner of the order does not mind at all ';

/** What a JSON output is held against. */
export const goldJson = { id: 1, items: [{ name: 'the fox', price: 1 }] };

type Counts = Map<string, number>;

function count(items: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function shared(a: Counts, b: Counts): number {
  let sum = 0;
  for (const [item, times] of a) sum += Math.min(times, b.get(item) ?? 0);
  return sum;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

function grams(items: readonly string[], n: number): string[] {
  return items.slice(n - 1).map((_, at) => items.slice(at, at + n).join(' '));
}

/** SQuAD's normalisation, as its script has it. */
export function squad(text: string): string {
  const bare = text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, '');
  return bare
    .replace(/\b(?:a|an|the)\b/g, ' ')
    .split(/\s+/)
    .join(' ')
    .trim();
}

/** F1 of n-grams of words. */
export function gramF1(text: string, n: number): number {
  const [mine, theirs] = [grams(wordsOf(text), n), grams(wordsOf(reference), n)];
  return (2 * shared(count(mine), count(theirs))) / (mine.length + theirs.length);
}

/** F1 of the words that SQuAD's normalisation leaves. */
export function squadF1(text: string): number {
  const [mine, theirs] = [squad(text).split(' '), squad(reference).split(' ')];
  return (2 * shared(count(mine), count(theirs))) / (mine.length + theirs.length);
}

/** Length of the longest common subsequence by the table, over the words of both. */
export function longestCommon(text: string): number {
  const [a, b] = [wordsOf(text), wordsOf(reference)];
  let above = b.map(() => 0);
  for (const word of a) {
    const row: number[] = [];
    for (const [at, other] of b.entries()) {
      const diagonal = at === 0 ? 0 : (above[at - 1] ?? 0);
      row.push(word === other ? diagonal + 1 : Math.max(above[at] ?? 0, row[at - 1] ?? 0));
    }
    above = row;
  }
  return above.at(-1) ?? 0;
}

/** Edit distance by two rows of the table. */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const swap = (above[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1);
      here.push(Math.min(swap, (above[at] ?? 0) + 1, (here[at - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above.at(-1) ?? 0;
}

/** Geometric mean of the precisions of one to four words, without smoothing. */
export function plainBleu(text: string): number {
  const tokens = text.replace(/([.,!?])/g, ' $1 ').split(/\s+/);
  const logs = [1, 2, 3, 4].map((n) => {
    const mine = grams(tokens, n);
    return Math.log(shared(count(mine), count(grams(reference.split(/\s+/), n))) / mine.length);
  });
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / 4);
}

function signsOf(text: string): string[] {
  return Array.from(text.replace(/\s/g, ''));
}

/** Mean F2 of one to six signs. */
export function plainChrf(text: string): number {
  const [mine, theirs] = [signsOf(text), signsOf(reference)];
  const scores = [1, 2, 3, 4, 5, 6].map((n) => {
    const [a, b] = [grams(mine, n), grams(theirs, n)];
    const both = shared(count(a), count(b));
    return (5 * both) / (a.length + 4 * b.length);
  });
  return scores.reduce((sum, score) => sum + score, 0) / 6;
}

/** A text without its mistakes, as the parser of browsers sees them. */
export function isHtml(text: string): boolean {
  let mistakes = 0;
  const root = parseFragment(text, { onParseError: () => (mistakes += 1) });
  return mistakes === 0 && root.childNodes.length > 0;
}

/** Well-formed XML. */
export function isXml(text: string): boolean {
  const parser = new SaxesParser({ xmlns: true });
  let isWellFormed = true;
  parser.on('error', () => (isWellFormed = false));
  parser.write(text).close();
  return isWellFormed;
}

const database = new DatabaseSync(':memory:');

/** SQL that compiles, but for names that are not there. */
export function isSql(text: string): boolean {
  try {
    database.prepare(text);
    return true;
  } catch (error) {
    return String(error).includes('no such');
  }
}

/** JSON that equals the reference. */
export function isGold(text: string): boolean {
  return isDeepStrictEqual(JSON.parse(text), goldJson);
}
