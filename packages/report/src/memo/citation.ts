import { isJsonObject, type Json } from '@pawl/core';

import { count, duration, percent, points, signedPoints, usd } from '../numbers.ts';

/** The name of a way to write a value. */
export type NumberForm = 'percent' | 'points' | 'signed' | 'count' | 'usd' | 'duration';

/** How a value is written. */
const forms: Readonly<Record<NumberForm, (value: number) => string>> = {
  percent,
  points: (value: number) => `${points(value)} points`,
  signed: (value: number) => `${signedPoints(value)} points`,
  count,
  usd,
  duration,
};

/** Where a number stands: a document that can be made again from records, and a JSON Pointer into it. */
export interface Citation {
  /** `run <id>` (as `pawl run --json`), or `compare <run>:<target> <run>:<target>` (as `pawl compare --json`). */
  readonly source: string;
  readonly pointer: string;
  readonly form: NumberForm;
}

/** A citation with its number and the value that the record held. */
export interface Reference extends Citation {
  readonly id: number;
  readonly value: number;
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

  /** The number at a place, written and marked; `unknown` where the record holds none. */
  cite(citation: Citation): string {
    const value = valueIn(this.#documents.get(citation.source), citation.pointer);
    if (value === undefined) return 'unknown';
    const id = this.#references.length + 1;
    this.#references.push({ ...citation, id, value });
    return `${writeNumber(value, citation.form)}[^${id}]`;
  }

  /** Every reference so far. */
  references(): readonly Reference[] {
    return this.#references;
  }
}

/** A value in its form. */
export function writeNumber(value: number, form: NumberForm): string {
  return forms[form](value);
}

/** Whether a word names a form. */
export function isNumberForm(word: string): word is NumberForm {
  return Object.hasOwn(forms, word);
}

/** The number at a JSON Pointer (RFC 6901). */
export function valueIn(document: Json | undefined, pointer: string): number | undefined {
  let value = document;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return typeof value === 'number' ? value : undefined;
}

/** A reference as a footnote of Markdown. */
export function referenceLine({ id, source, pointer, form, value }: Reference): string {
  return `[^${id}]: \`${source}\` \`${pointer}\` = \`${value}\` (${form})`;
}
