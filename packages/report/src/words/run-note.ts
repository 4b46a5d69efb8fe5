import type { RunRecord } from '@pawl/core';

/** What to do about a note of a run; nothing where nothing is to be done. */
export function noteHint(code: string): string | undefined {
  return hints[code];
}

/** The notes of a run that weaken its verdict, each once: whoever reads the verdict must read them too. */
export function listWarnings({ notes }: Pick<RunRecord, 'notes'>): RunRecord['notes'] {
  const warnings = notes.filter(({ code }) => code === 'tls-checks-off');
  return [...new Map(warnings.map((note) => [note.message, note])).values()];
}

const cacheHint = 'Nothing is lost: what the cache cannot give is asked again.';

const hints: Readonly<Record<string, string>> = {
  store: 'Make room, or mend the folder, and resume the run: what was written is whole.',
  'store-unsynced': 'Keep .pawl on a disk of this machine where its power may go.',
  'store-unlocked': 'Keep .pawl on a disk of this machine, or let one process at a time use it.',
  'provider-silent': 'Nothing to do: it was tried again every five seconds.',
  'cache-entry-bad': cacheHint,
  'cache-rebuilt': cacheHint,
  'cache-broken': cacheHint,
  'tls-checks-off': 'Unset it. Name an authority of your own in NODE_EXTRA_CA_CERTS.',
};
