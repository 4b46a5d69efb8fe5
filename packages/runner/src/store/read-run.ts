import { startFold, UsageError, type RunEvent, type RunFold, type RunStarted } from '@pawl/core';

import type { Disk } from '../files/disk.ts';
import { mendable } from '../files/mendable.ts';
import { FormatError } from '../journal/format-error.ts';
import { readJournal } from '../journal/read-journal.ts';

/** A journal that cannot be trusted; recognised by its name and code. */
export class CorruptRunError extends Error {
  override readonly name = 'CorruptRunError';
  readonly code = 'corrupt';
  readonly path: string;
  readonly line: number;

  constructor(path: string, line: number) {
    super(`${path}:${line}: this line is damaged, so nothing may be concluded from this run`);
    this.path = path;
    this.line = line;
  }
}

/** Recognises a `CorruptRunError` by its name. */
export function isCorruptRun(error: unknown): error is CorruptRunError {
  return error instanceof Error && error.name === 'CorruptRunError' && 'line' in error;
}

/** Where a journal was cut short. */
export interface TornTail {
  readonly from: number;
  readonly bytes: number;
  readonly line: number;
}

/** The events of a journal in order. Throws for a damaged one; a last line that was cut short is told to `onTorn`. */
export async function* readEvents(
  path: string,
  disk: Disk,
  onTorn: (tail: TornTail) => void = () => undefined,
): AsyncGenerator<RunEvent> {
  let first = true;
  try {
    for await (const entry of readJournal(path, disk)) {
      if (entry.kind === 'torn') return onTorn(entry);
      if (entry.kind === 'corrupt') throw new CorruptRunError(path, entry.line);
      if (first && entry.event.type !== 'run-started') throw new CorruptRunError(path, entry.line);
      first = false;
      yield entry.event;
    }
  } catch (error) {
    throw error instanceof FormatError ? newerFormat(path, error) : mendable(path, error);
  }
}

function newerFormat(path: string, error: FormatError): UsageError {
  return new UsageError('newer-format', `${path}: ${error.message}`, {
    hint: `Read this run with Pawl ${error.harness} or later.`,
  });
}

/** What a journal says about a run so far. */
export interface RunSoFar {
  readonly start: RunStarted;
  readonly fold: RunFold;
  /** US dollars that were paid for answers, as far as prices are known. */
  readonly paidUsd: number;
  /** Indexes of the trials that need not run again. */
  readonly done: Set<number>;
  /** For each unfinished trial in flight when a process died: how many processes died with it. */
  readonly crashes: ReadonlyMap<number, Crashed>;
  readonly torn?: TornTail;
}

/** A trial that was in flight when the runner died. */
export interface Crashed {
  readonly times: number;
  readonly event: Extract<RunEvent, { readonly type: 'trial-started' }>;
}

/** Reads a journal for going on with it; `undefined` when it was cut short before its first event was whole. */
export async function readSoFar(path: string, disk: Disk): Promise<RunSoFar | undefined> {
  const fold = startFold();
  const progress = new Progress();
  let start: RunStarted | undefined;
  let torn: TornTail | undefined;
  for await (const event of readEvents(path, disk, (tail) => (torn = tail))) {
    if (event.type === 'run-started') start ??= event;
    fold.add(event);
    progress.add(event);
  }
  if (start === undefined) return undefined;
  progress.processEnded();
  const { done, crashes, paidUsd } = progress;
  return { start, fold, done, crashes, paidUsd, ...(torn === undefined ? {} : { torn }) };
}

/** Follows which trials are done, what was paid, and which were in flight when a process ended. */
class Progress {
  paidUsd = 0;
  readonly done = new Set<number>();
  readonly crashes = new Map<number, Crashed>();
  readonly #inFlight = new Map<number, Crashed['event']>();

  add(event: RunEvent): void {
    switch (event.type) {
      case 'trial-started':
        this.#inFlight.set(event.index, event);
        return;
      case 'trial-finished':
        this.#inFlight.delete(event.index);
        this.crashes.delete(event.index);
        if (isFinal(event)) this.done.add(event.index);
        if (event.result.kind === 'answered') this.paidUsd += event.result.costUsd ?? 0;
        return;
      case 'run-finished':
        this.#inFlight.clear();
        return;
      case 'run-resumed':
        this.processEnded();
        return;
      case 'run-started':
      case 'run-noted':
        return;
    }
  }

  /** What was in flight when the process ended without a word was there when it died. */
  processEnded(): void {
    for (const [index, event] of this.#inFlight) {
      this.crashes.set(index, { event, times: (this.crashes.get(index)?.times ?? 0) + 1 });
    }
    this.#inFlight.clear();
  }
}

/** An answer is never asked for twice; nor is what kills the runner. */
function isFinal(event: Extract<RunEvent, { readonly type: 'trial-finished' }>): boolean {
  return event.result.kind === 'answered' || event.result.fault.code === 'crashed-runner';
}
