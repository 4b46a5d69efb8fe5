import { nearestWord } from '@pawl/core';
import { InvalidArgumentError } from 'commander';

/** Reads one of a few words; a slip is answered with the nearest one. */
export function oneOf<const Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word !== undefined) return word;
    const near = nearestWord(text, words);
    const guess = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new InvalidArgumentError(`Allowed are ${words.join(', ')}.${guess}`);
  };
}

/** Reads a whole number from `least` up. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} up.`);
  };
}

/** Reads an amount of US dollars, with or without the sign. */
export function dollars(text: string): number {
  const value = Number(text.replace(/^\$/, ''));
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('Write US dollars, for example 2.50.');
}

/** Reads a share from 0 to 1. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Write a share from 0 to 1: 2 points are 0.02.');
}

/** Reads part i of n, counted from 1. */
export function shard(text: string): { readonly index: number; readonly count: number } {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const part = { index: Number(index), count: Number(count) };
  if (part.count >= 1 && part.index >= 1 && part.index <= part.count) return part;
  throw new InvalidArgumentError('Write i/n with 1 ≤ i ≤ n, for example 2/4.');
}

/** Reads a length of time in days: `30d`, `2w`, or a date `YYYY-MM-DD` as it is. */
export function since(text: string): string {
  if (/^\d+[dw]$/.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  throw new InvalidArgumentError('Write 30d, 4w or a date such as 2026-09-01.');
}

/** Gathers the values of an option that may be given several times. */
export function several<T>(
  read: (text: string) => T,
): (text: string, before?: readonly T[]) => readonly T[] {
  return (text, before = []) => [...before, read(text)];
}

/** A reporter, and the file that it writes to instead of stdout. */
export interface ReporterChoice {
  readonly name: ReporterName;
  readonly file?: string;
}

/** The forms in which a result is given. */
export type ReporterName = (typeof reporterNames)[number];

const reporterNames = ['terminal', 'json', 'junit', 'github', 'markdown'] as const;

/** Reads `name` or `name:file`. */
export function reporter(text: string): ReporterChoice {
  const colon = text.indexOf(':');
  const name = oneOf(reporterNames)(colon === -1 ? text : text.slice(0, colon));
  const file = colon === -1 ? '' : text.slice(colon + 1);
  if (colon !== -1 && file === '') throw new InvalidArgumentError('Name the file after the colon.');
  return file === '' ? { name } : { name, file };
}
