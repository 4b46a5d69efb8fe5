import { startFold, type RunEvent, type RunFold } from '@pawl/core';

import { encodeLine, type EncodedEvent } from '../journal/journal-line.ts';
import type { Appended, JournalWriter } from '../journal/journal-writer.ts';
import type { MaskSecrets } from '../secrets/mask-secrets.ts';
import type { StoreDoubt } from './store-doubt.ts';

/** Writes one run; the only one that does. */
export interface RunWriter {
  readonly runId: string;
  /** Absolute path of the run's folder. */
  readonly folder: string;
  /** The fold of all that earlier processes wrote. */
  readonly fold: RunFold;
  /** Resolves when the events are safe on disk, with the events as they were written: without secrets. */
  readonly write: (events: readonly RunEvent[]) => Promise<readonly RunEvent[]>;
  /** The same, but resolves as soon as they survive the end of the process. */
  readonly writeAhead: (events: readonly RunEvent[]) => Promise<WrittenEvents>;
  /** What the disk turned out not to promise since this was last asked. */
  readonly takeDoubts: () => readonly StoreDoubt[];
  /** Closes the files and lets another process write. */
  readonly close: () => Promise<void>;
}

/** Events as they were written, and when they survive a loss of power. */
export interface WrittenEvents extends Appended {
  readonly events: readonly RunEvent[];
}

/** What a writer is made of. */
export interface RunWriterParts {
  readonly runId: string;
  readonly folder: string;
  readonly journal: JournalWriter;
  readonly mask: MaskSecrets;
  readonly unlock: () => void;
  /** Grows as they are found. */
  readonly doubts: StoreDoubt[];
  /** Given when the run is gone on with. */
  readonly earlier?: RunFold;
}

/** Puts a writer together. A run that is gone on with has its `run-started` already. */
export function runWriter(parts: RunWriterParts): RunWriter {
  const { runId, folder, journal, mask, earlier } = parts;
  const isNew = (event: RunEvent): boolean => earlier === undefined || event.type !== 'run-started';
  const writeAhead = async (given: readonly RunEvent[]): Promise<WrittenEvents> => {
    const encoded = given.filter(isNew).map((event) => encodeLine(event, mask));
    const events = encoded.map(({ event }) => event);
    if (events.length === 0) return { events, synced: Promise.resolve() };
    return { events, ...(await journal.append(textsOf(encoded))) };
  };
  let closed = false;
  return {
    runId,
    folder,
    fold: earlier ?? startFold(),
    writeAhead,
    write: async (given) => {
      const { events, synced } = await writeAhead(given);
      await synced;
      return events;
    },
    takeDoubts: () => parts.doubts.splice(0),
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
