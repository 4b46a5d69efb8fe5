import type { Severity } from '@pawl/core';

import { counted } from '../numbers.ts';
import { code, join, own, say, type Phrase } from '../phrase.ts';
import type { Canvas, Colour } from './canvas.ts';
import {
  causeOf,
  distinctFaults,
  tellFault,
  tellMend,
  tellProof,
  type ShownProof,
} from './incident-proof.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** An incident that was just written. */
export interface NewIncidentView {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly files: readonly {
    readonly file: string;
    readonly fresh: boolean;
    readonly note?: string;
  }[];
  readonly proof: ShownProof;
  /** What a proposed scorer asks for and forbids. */
  readonly words: {
    readonly mustSay?: string;
    readonly mustNotSay?: string;
    /** An expected answer that was proposed. */
    readonly expected?: string;
  };
}

/** What was written, and whether the case would have caught the failure. */
export function renderNewIncident(view: NewIncidentView, canvas: Canvas): string {
  const { width, paint } = canvas;
  const { id, proof } = view;
  const told = causeOf(proof.faults);
  const caught = told === undefined || (told.side !== 'bad' && told.how !== 'unscored');
  const link = own(caught ? ' is written, and its case ' : ' is written, but its case ');
  const look = lookOf(proof, canvas);
  return stack([
    [
      ...layOut(say`${id}${link}${code(proof.case)} ${tellProof(proof)}`, {
        width,
        ...look,
        colour: paint.bold,
      }),
      ...layOutWords(view, canvas),
      ...layOutFaults(proof, canvas),
    ],
    view.files.flatMap(({ file, fresh, note }) =>
      layOut(say`${file}${note === undefined ? own('') : own(`  ${note}`)}`, {
        width,
        indent: 2,
        mark: fresh ? '+' : '~',
        markColour: paint.green,
      }),
    ),
    layOut(tellNext(proof), { width, mark: '→' }),
  ]);
}

function lookOf(
  { state, faults }: ShownProof,
  { paint }: Canvas,
): { readonly mark: string; readonly markColour: Colour } {
  if (state === 'proven') return { mark: '✓', markColour: paint.green };
  return faults.some(({ how }) => how === 'missing')
    ? { mark: '?', markColour: paint.yellow }
    : { mark: '!', markColour: paint.yellow };
}

function layOutWords({ words }: NewIncidentView, { width, paint }: Canvas): string[] {
  const { mustSay, mustNotSay, expected } = words;
  const parts = [
    ...(expected === undefined ? [] : [say`the expected answer is “${expected}”`]),
    ...(mustSay === undefined ? [] : [say`the reply must say “${mustSay}”`]),
    ...(mustNotSay === undefined
      ? []
      : [say`${own(mustSay === undefined ? 'the reply ' : '')}must not say “${mustNotSay}”`]),
  ];
  if (parts.length === 0) return [];
  return layOut(say`Proposed, change it as you like: ${join(parts, ' and ')}.`, {
    width,
    indent: 2,
    colour: paint.dim,
  });
}

/** What else is wrong with the proof, after what the first sentence says. */
function layOutFaults({ faults }: ShownProof, { width, paint }: Canvas): string[] {
  const told = causeOf(faults);
  return distinctFaults(faults)
    .filter((fault) => fault !== told)
    .flatMap((fault) =>
      layOut(say`${own('also: ')}${tellFault(fault)}`, { width, indent: 2, colour: paint.dim }),
    );
}

function tellNext({ state, faults }: ShownProof): Phrase {
  if (state === 'proven')
    return say`Commit these files with the fix: from now on ${code('pawl check')} holds back whatever brings it back.`;
  return say`${tellMend(faults)}, then: ${code('pawl incident verify')}`;
}

/** What was taken out of one part before anything was written. */
export interface ShownRedaction {
  readonly where: string;
  readonly kinds: readonly string[];
}

const kindWords: Readonly<Record<string, string>> = {
  email: 'e-mail address',
  phone: 'telephone number',
  card: 'card number',
  iban: 'IBAN',
  ssn: 'social security number',
  ip: 'IP address',
  name: 'name',
};

/** What was read, and what was taken out before it is written. */
export function renderRedaction(
  removed: readonly ShownRedaction[],
  notes: readonly string[],
  canvas: Canvas,
): string {
  const { width, paint } = canvas;
  const read = notes.flatMap((note) =>
    layOut(say`${note}`, { width, mark: '·', colour: paint.dim }),
  );
  const taken = removed.flatMap(({ where, kinds }) =>
    layOut(own(`Taken out of ${where}: ${tellKinds(kinds)}`), {
      width,
      mark: '!',
      markColour: paint.yellow,
    }),
  );
  const hint =
    taken.length === 0
      ? []
      : layOut(own('What is public may stay: --keep <text>'), {
          width,
          mark: '→',
          colour: paint.dim,
        });
  const lines = [...read, ...taken, ...hint];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function tellKinds(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, many]) => counted(many, kindWords[kind] ?? kind)).join(', ');
}
