import type { Json } from '@pawl/core';

import {
  isCitedForm,
  isWordForm,
  valueIn,
  writeValue,
  type Citation,
  type CitedForm,
  type CitedValue,
} from './citation.ts';

/** A number or statement of a memo that no longer holds, and why. */
export interface MemoFault {
  readonly id: number;
  readonly source: string;
  readonly pointer: string;
  readonly why: 'gone' | 'changed' | 'rewritten' | 'unused';
  readonly was: CitedValue;
  readonly now?: CitedValue;
}

/** What checking a memo found. */
export interface MemoCheck {
  /** Numbers and statements that were checked. */
  readonly numbers: number;
  readonly faults: readonly MemoFault[];
  /** Marks in the text without a reference. */
  readonly unknown: readonly number[];
}

/** A reference as a memo's text holds it. */
export interface ReadReference extends Citation {
  readonly id: number;
  readonly value: CitedValue;
}

const line = /^\[\^(\d+)\]: `([^`]+)` `([^`]*)` = `([\w.+-]+)` \((\w+)\)$/gmu;

/** The references of a memo's text. */
export function readReferences(text: string): readonly ReadReference[] {
  return [...text.matchAll(line)].flatMap(([, id, source, pointer, value, form = '']) =>
    source !== undefined && pointer !== undefined && value !== undefined && isCitedForm(form)
      ? [{ id: Number(id), source, pointer, value: isWordForm(form) ? value : Number(value), form }]
      : [],
  );
}

/** Holds every number and every verdict of a memo against documents made again from the records. */
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
  const written = writeValue(value, form);
  return uses.every((before) => endsWithValue(before, written, form))
    ? []
    : [{ ...place, why: 'rewritten', now }];
}

/** The whole value stands there: `156.3 %` does not end with `56.3 %`, nor `not worse` with `worse`. */
function endsWithValue(text: string, written: string, form: CitedForm): boolean {
  if (!text.endsWith(written)) return false;
  const before = text.slice(0, -written.length);
  if (form === 'state') return before.trimEnd().endsWith('|');
  if (form === 'result') return before.endsWith(' ');
  return !/[\d.,−+-]$/u.test(before);
}
