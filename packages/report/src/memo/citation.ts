import { isJsonObject, type ComparisonState, type Json } from '@pawl/core';

import { stateWord } from '../html/tone.ts';
import { count, duration, percent, points, signedPoints, usd } from '../numbers.ts';

/** The name of a way to write a value: a number, or the state of a comparison in a cell (`state`) or a sentence (`result`). */
export type CitedForm =
  | 'percent'
  | 'points'
  | 'signed'
  | 'count'
  | 'usd'
  | 'duration'
  | 'state'
  | 'result';

/** A value of a record that can be cited. */
export type CitedValue = number | string;

const results: Readonly<Record<ComparisonState, string>> = {
  improved: 'is better',
  regressed: 'is worse',
  held: 'is no worse than the margin',
  unsure: 'is not distinguishable at this margin',
  'not-comparable': 'is not comparable',
};

const isState = (word: string): word is ComparisonState => Object.hasOwn(results, word);

const ofNumber =
  (write: (value: number) => string) =>
  (value: CitedValue): string =>
    typeof value === 'number' ? write(value) : 'unknown';

const ofState =
  (write: (state: ComparisonState) => string) =>
  (value: CitedValue): string =>
    typeof value === 'string' && isState(value) ? write(value) : 'unknown';

/** How a value is written. */
const forms: Readonly<Record<CitedForm, (value: CitedValue) => string>> = {
  percent: ofNumber(percent),
  points: ofNumber((value) => `${points(value)} points`),
  signed: ofNumber((value) => `${signedPoints(value)} points`),
  count: ofNumber(count),
  usd: ofNumber(usd),
  duration: ofNumber(duration),
  state: ofState(stateWord),
  result: ofState((state) => results[state]),
};

/** Where a number or a state stands: a document that can be made again from records, and a JSON Pointer into it. */
export interface Citation {
  /** `run <id>` (as `pawl run --json`), or `compare <run>:<target> <run>:<target>` (as `pawl compare --json`). */
  readonly source: string;
  readonly pointer: string;
  readonly form: CitedForm;
}

/** A citation with its number and the value that the record held. */
export interface Reference extends Citation {
  readonly id: number;
  readonly value: CitedValue;
}

/** Finds a document by its source. */
export type Documents = ReadonlyMap<string, Json>;

/** Collects the references of one memo. */
export class Ledger {
  readonly #documents: Documents;
  readonly #references: Reference[] = [];

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** The value at a place, written and marked; `unknown` where the record holds none. */
  cite(citation: Citation): string {
    const value = valueIn(this.#documents.get(citation.source), citation.pointer);
    if (value === undefined) return 'unknown';
    const id = this.#references.length + 1;
    this.#references.push({ ...citation, id, value });
    return `${writeValue(value, citation.form)}[^${id}]`;
  }

  /** Every reference so far. */
  references(): readonly Reference[] {
    return this.#references;
  }
}

/** A value in its form. */
export function writeValue(value: CitedValue, form: CitedForm): string {
  return forms[form](value);
}

/** Whether a word names a form. */
export function isCitedForm(word: string): word is CitedForm {
  return Object.hasOwn(forms, word);
}

/** Whether values of a form are words. */
export function isWordForm(form: CitedForm): boolean {
  return form === 'state' || form === 'result';
}

/** The number or text at a JSON Pointer (RFC 6901). */
export function valueIn(document: Json | undefined, pointer: string): CitedValue | undefined {
  let value = document;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** A reference as a footnote of Markdown. */
export function referenceLine({ id, source, pointer, form, value }: Reference): string {
  return `[^${id}]: \`${source}\` \`${pointer}\` = \`${value}\` (${form})`;
}
