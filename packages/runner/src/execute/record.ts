import { UsageError, type RunEvent, type RunRecord } from '@pawl/core';

import { isStoreError } from '../journal/store-error.ts';
import type { RunWriter } from '../store/run-writer.ts';
import type { RunStream } from './event-outbox.ts';

/** Who looks on. */
export interface RecordOptions {
  /** Told each event once it is safe. */
  readonly onEvent?: (event: RunEvent) => void;
  /** ISO date-time for the note that is left when the disk is full; left out: none is left. */
  readonly now?: () => Date;
}

/**
 * Writes a run's events as they happen and folds them; only the fold stays in memory.
 * When the disk takes no more, the work is stopped and the record says so.
 */
export async function record(
  events: AsyncIterable<RunEvent>,
  writer: RunWriter,
  options: RecordOptions = {},
): Promise<RunRecord> {
  const take = (event: RunEvent): void => {
    writer.fold.add(event);
    options.onEvent?.(event);
  };
  let begun = false;
  try {
    for await (const batch of inBatches(events)) {
      const written = await writer.write(batch);
      begun = true;
      for (const event of written) take(event);
    }
  } catch (error) {
    if (!isStoreError(error)) throw error;
    if (!begun) throw nothingRun(error);
    for (const event of storeFailed(error, options)) take(event);
  } finally {
    await writer.close();
  }
  return writer.fold.record();
}

/** The disk refused the first record, which comes before the first request. */
function nothingRun(error: Error): UsageError {
  return new UsageError('store-unusable', error.message, {
    hint: 'Make room on the disk and run again; nothing was asked.',
  });
}

/** A stream that offers its events in batches is read in batches: one write and one sync for each. */
function inBatches(events: AsyncIterable<RunEvent>): AsyncIterable<readonly RunEvent[]> {
  return isRunStream(events) ? events.batches() : singly(events);
}

function isRunStream(events: AsyncIterable<RunEvent>): events is RunStream {
  return 'batches' in events && typeof events.batches === 'function';
}

async function* singly(events: AsyncIterable<RunEvent>): AsyncGenerator<readonly RunEvent[]> {
  for await (const event of events) yield [event];
}

function storeFailed(error: Error, { now }: RecordOptions): readonly RunEvent[] {
  const at = now?.().toISOString();
  if (at === undefined) return [];
  return [
    { type: 'run-noted', code: 'store', at, message: error.message },
    { type: 'run-finished', at, stopped: 'store' },
  ];
}
