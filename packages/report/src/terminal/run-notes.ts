import type { RunRecord } from '@pawl/core';

import { count } from '../numbers.ts';
import { own, quote } from '../phrase.ts';
import { listWarnings, noteHint } from '../words/run-note.ts';
import type { Canvas } from './canvas.ts';
import { layOut } from './sentence.ts';

/** What happened to a run as a whole and should be known, with what to do about it; how its pace changed stays in the record. */
export function layOutNotes({ notes }: RunRecord, canvas: Canvas): string[] {
  const kinds = Map.groupBy(
    notes.filter(({ code }) => !quiet.has(code)),
    ({ code }) => code,
  );
  if (kinds.size === 0) return [];
  return [
    canvas.paint.bold('Noted'),
    ...[...kinds].flatMap(([code, some]) =>
      layOutKind(
        code,
        some.map(({ message }) => message),
        canvas,
      ),
    ),
  ];
}

/** What of a run's notes weakens a verdict on it. */
export function layOutWarnings(record: RunRecord | undefined, canvas: Canvas): string[] {
  return record === undefined
    ? []
    : layOutNotes({ ...record, notes: listWarnings(record) }, canvas);
}

const quiet: ReadonlySet<string> = new Set(['limit-lowered', 'limit-recovered']);
const shown = 3;

function layOutKind(
  code: string,
  messages: readonly string[],
  { width, paint }: Canvas,
): readonly string[] {
  const left = messages.length - shown;
  const hint = noteHint(code);
  return [
    ...messages
      .slice(0, shown)
      .flatMap((message) =>
        layOut(quote(message), { width, indent: 2, mark: '!', markColour: paint.yellow }),
      ),
    ...(left > 0 ? [paint.dim(`    and ${count(left)} more of this kind`)] : []),
    ...(hint === undefined ? [] : layOut(own(hint), { width, indent: 4, mark: '→' })),
  ];
}
