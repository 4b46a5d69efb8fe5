import { startFold, type RunEvent, type RunFold } from '@pawl/core';

import { encodeLine, type EncodedEvent } from '../journal/journal-line.ts';
import type { JournalWriter } from '../journal/journal-writer.ts';
import type { MaskSecrets } from '../secrets/mask-secrets.ts';

/** Writes one run; the only one that does. */
export interface RunWriter {
  readonly runId: string;
  /** Absolute path of the run's folder. */
  readonly folder: string;
  /** The fold of all that earlier processes wrote. */
  readonly fold: RunFold;
  /** Resolves when the events are safe on disk, with the events as they were written: without secrets. */
  readonly write: (events: readonly RunEvent[]) => Promise<readonly RunEvent[]>;
  /** Closes the files and lets another process write. */
  readonly close: () => Promise<void>;
}

/** What a writer is made of. */
export interface RunWriterParts {
  readonly runId: string;
  readonly folder: string;
  readonly journal: JournalWriter;
  readonly mask: MaskSecrets;
  readonly unlock: () => void;
  /** Given when the run is gone on with. */
  readonly earlier?: RunFold;
}

/** Puts a writer together. A run that is gone on with has its `run-started` already. */
export function runWriter(parts: RunWriterParts): RunWriter {
  const { runId, folder, journal, mask, earlier } = parts;
  const isNew = (event: RunEvent): boolean => earlier === undefined || event.type !== 'run-started';
  let closed = false;
  return {
    runId,
    folder,
    fold: earlier ?? startFold(),
    write: async (events) => {
      const encoded = events.filter(isNew).map((event) => encodeLine(event, mask));
      if (encoded.length > 0) await journal.append(textsOf(encoded));
      return encoded.map(({ event }) => event);
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await journal.close();
      parts.unlock();
    },
  };
}

function* textsOf(events: readonly EncodedEvent[]): Generator<string> {
  for (const { texts } of events) yield* texts;
}
