import type { RunRecord } from '@pawl/core';

import { count } from '../numbers.ts';
import { own, quote } from '../phrase.ts';
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

const quiet: ReadonlySet<string> = new Set(['limit-lowered', 'limit-recovered']);
const shown = 3;

function layOutKind(
  code: string,
  messages: readonly string[],
  { width, paint }: Canvas,
): readonly string[] {
  const left = messages.length - shown;
  const hint = hints[code];
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

const cacheHint = 'Nothing is lost: what the cache cannot give is asked again.';

const hints: Readonly<Record<string, string>> = {
  store: 'Make room, or mend the folder, and resume the run: what was written is whole.',
  'provider-silent': 'Nothing to do: it was tried again every five seconds.',
  'cache-entry-bad': cacheHint,
  'cache-rebuilt': cacheHint,
  'cache-broken': cacheHint,
  'tls-checks-off': 'Unset it. Name an authority of your own in NODE_EXTRA_CA_CERTS.',
};
