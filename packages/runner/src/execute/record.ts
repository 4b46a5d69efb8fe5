import { UsageError, type RunEvent, type RunRecord } from '@pawl/core';

import { isStoreError } from '../journal/store-error.ts';
import type { RunWriter, WrittenEvents } from '../store/run-writer.ts';
import type { EventBatch, RunStream } from './event-outbox.ts';

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
  const progress: Progress = { begun: false, all: Promise.resolve() };
  try {
    for await (const batch of inBatches(events)) {
      const written = await writer.writeAhead(withDoubts(batch.events, writer, options));
      progress.all = takeOnceSafe(batch, written, { progress, take });
    }
    await progress.all;
    if (progress.failure !== undefined) throw progress.failure;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    await progress.all;
    if (!progress.begun) throw nothingRun(error);
    for (const event of storeFailed(error, options)) take(event);
  } finally {
    await writer.close();
  }
  return writer.fold.record();
}

/** What the disk cannot promise is told as soon as it is known, but never before the run's first event. */
function withDoubts(
  events: readonly RunEvent[],
  writer: RunWriter,
  { now }: RecordOptions,
): readonly RunEvent[] {
  const at = now?.().toISOString();
  if (at === undefined) return events;
  const notes = writer.takeDoubts().map((doubt): RunEvent => ({ type: 'run-noted', at, ...doubt }));
  const begun = events[0]?.type === 'run-started' ? 1 : 0;
  return notes.length === 0 ? events : events.toSpliced(begun, 0, ...notes);
}

interface Progress {
  /** Something is safe on disk. */
  begun: boolean;
  /** All that was written until now was taken, or lost. Never rejects. */
  all: Promise<void>;
  failure?: unknown;
}

/** While one batch is on its way to the disk, the next is written: only what was asked for waits for it. */
async function takeOnceSafe(
  batch: EventBatch,
  { events, synced }: WrittenEvents,
  { progress, take }: { readonly progress: Progress; readonly take: (event: RunEvent) => void },
): Promise<void> {
  try {
    await synced;
  } catch (error) {
    progress.failure ??= error;
    return batch.lost(error);
  }
  progress.begun = true;
  for (const event of events) take(event);
  batch.safe();
}

/** The disk refused the first record, which comes before the first request. */
function nothingRun(error: Error): UsageError {
  return new UsageError('store-unusable', error.message, {
    hint: 'Make room on the disk and run again; nothing was asked.',
  });
}

/** A stream that offers its events in batches is read in batches: one write for each. */
function inBatches(events: AsyncIterable<RunEvent>): AsyncIterable<EventBatch> {
  return isRunStream(events) ? events.batches() : singly(events);
}

function isRunStream(events: AsyncIterable<RunEvent>): events is RunStream {
  return 'batches' in events && typeof events.batches === 'function';
}

async function* singly(events: AsyncIterable<RunEvent>): AsyncGenerator<EventBatch> {
  for await (const event of events)
    yield { events: [event], safe: () => undefined, lost: () => undefined };
}

function storeFailed(error: Error, { now }: RecordOptions): readonly RunEvent[] {
  const at = now?.().toISOString();
  if (at === undefined) return [];
  return [
    { type: 'run-noted', code: 'store', at, message: error.message },
    { type: 'run-finished', at, stopped: 'store' },
  ];
}
