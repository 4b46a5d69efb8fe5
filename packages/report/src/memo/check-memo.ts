import type { Json } from '@pawl/core';

import { isNumberForm, valueIn, writeNumber, type Citation } from './citation.ts';

/** A number of a memo that no longer holds, and why. */
export interface MemoFault {
  readonly id: number;
  readonly source: string;
  readonly pointer: string;
  readonly why: 'gone' | 'changed' | 'rewritten' | 'unused';
  readonly was: number;
  readonly now?: number;
}

/** What checking a memo found. */
export interface MemoCheck {
  /** Numbers that were checked. */
  readonly numbers: number;
  readonly faults: readonly MemoFault[];
  /** Marks in the text without a reference. */
  readonly unknown: readonly number[];
}

/** A reference as a memo's text holds it. */
export interface ReadReference extends Citation {
  readonly id: number;
  readonly value: number;
}

const line = /^\[\^(\d+)\]: `([^`]+)` `([^`]*)` = `(-?[\d.e+-]+)` \((\w+)\)$/gmu;

/** The references of a memo's text. */
export function readReferences(text: string): readonly ReadReference[] {
  return [...text.matchAll(line)].flatMap(([, id, source, pointer, value, form = '']) =>
    source !== undefined && pointer !== undefined && isNumberForm(form)
      ? [{ id: Number(id), source, pointer, value: Number(value), form }]
      : [],
  );
}

/** Holds every number of a memo against documents made again from the records. */
export function checkMemo(
  text: string,
  documentOf: (source: string) => Json | undefined,
): MemoCheck {
  const references = readReferences(text);
  const body = text.replaceAll(line, '');
  const known = new Set(references.map(({ id }) => id));
  const marks = [...body.matchAll(/\[\^(\d+)\]/gu)].map(([, id]) => Number(id));
  return {
    numbers: references.length,
    faults: references.flatMap((reference) => faultOf(reference, body, documentOf)),
    unknown: [...new Set(marks)].filter((id) => !known.has(id)),
  };
}

function faultOf(
  { id, source, pointer, value, form }: ReadReference,
  body: string,
  documentOf: (source: string) => Json | undefined,
): MemoFault[] {
  const place = { id, source, pointer, was: value };
  const now = valueIn(documentOf(source), pointer);
  if (now === undefined) return [{ ...place, why: 'gone' }];
  if (now !== value) return [{ ...place, why: 'changed', now }];
  const uses = body.split(`[^${id}]`).slice(0, -1);
  if (uses.length === 0) return [{ ...place, why: 'unused', now }];
  const written = writeNumber(value, form);
  return uses.every((before) => endsWithNumber(before, written))
    ? []
    : [{ ...place, why: 'rewritten', now }];
}

/** The whole number stands there: `156.3 %` does not end with `56.3 %`. */
function endsWithNumber(text: string, written: string): boolean {
  if (!text.endsWith(written)) return false;
  const before = text.at(-written.length - 1) ?? ' ';
  return !/[\d.,−+-]/u.test(before);
}
