import type { Output, Plan, RunEvent, RunFinished } from '@pawl/core';

import { InFlight } from '../cache/in-flight.ts';
import type { Asked } from '../calls/ask.ts';
import { CallControl, type UnusableAnswers } from '../calls/call-control.ts';
import { carryOut } from './carry-out.ts';
import { EventOutbox, type RunStream, type EventBatch } from './event-outbox.ts';
import type { ExecuteIo } from './execute-io.ts';
import { openTargets, closeTargets } from './open-targets.ts';
import { stopSignals } from './stop-signals.ts';
import { workTargets, type Work } from './work.ts';

/**
 * Carries out a plan: `run-started`, the events of its trials as they happen, `run-finished`.
 * Asking for more events says that those before are safe: no request leaves before its `trial-started` is. Of the batches
 * it says that they are written; each is told by itself when it is safe.
 * Leaving the loop stops the work.
 */
export function execute(plan: Plan, io: ExecuteIo): RunStream {
  const batches = (): AsyncGenerator<EventBatch, void, void> => batchesOf(plan, io);
  return Object.assign(oneByOne(batches), { batches });
}

async function* oneByOne(
  batches: () => AsyncGenerator<EventBatch, void, void>,
): AsyncGenerator<RunEvent, void, void> {
  for await (const { events, safe } of batches()) {
    yield* events;
    safe();
  }
}

async function* batchesOf(plan: Plan, io: ExecuteIo): AsyncGenerator<EventBatch, void, void> {
  const opened = await openTargets(plan, io);
  const outbox = new EventOutbox();
  const stops = stopSignals(io);
  const control = io.calls ?? new CallControl(io);
  const done = new AbortController(); // the next run may share this control
  const whileWorking = { once: true, signal: done.signal };
  stops.soft.addEventListener('abort', () => control.close('to the impatient'), whileWorking);
  stops.hard.addEventListener('abort', () => control.close('to all'), whileWorking);
  const targets = workTargets(opened, { plan, io, control });
  const cached = { cache: io.cache, inFlight: new InFlight<Asked<Output>>() };
  const work = run({ plan, io, outbox, stops, control, targets, cached }, done);
  try {
    yield* outbox.batches();
  } finally {
    stops.abandon();
    outbox.abandon();
    await work;
    await closeTargets(opened);
    stops.release();
  }
}

/** Never rejects: what goes wrong is thrown to the reader, after the last event. */
async function run(work: Work, done: AbortController): Promise<void> {
  const { io, outbox } = work;
  const note = (code: string, message: string): void => {
    void outbox.push({ type: 'run-noted', code, at: io.now().toISOString(), message });
  };
  work.control.onNote = note;
  io.cache?.onNote(note);
  try {
    void outbox.push(io.start);
    await carryOut(work);
    done.abort();
    const unusable = work.control.takeUnusable();
    if (unusable !== undefined) note('billed-unusable', tellUnusable(unusable));
    void outbox.push(finished(work));
    outbox.end();
  } catch (cause) {
    outbox.end({ cause });
  }
}

function tellUnusable({ answers, costUsd }: UnusableAnswers): string {
  const what =
    answers === 1
      ? '1 answer that could not be used was'
      : `${answers} answers that could not be used were`;
  const cost = costUsd === undefined ? 'at a price that is not known' : `$${costUsd.toFixed(4)}`;
  return `${what} billed all the same (${cost}): the budget counts it, the cost of the run leaves it out`;
}

function finished(work: Work): RunFinished {
  const { io, stops, control } = work;
  const stopped = stops.soft.aborted ? 'interrupted' : (control.stopped ?? missingModel(work));
  const at = io.now().toISOString();
  const judges = control.takeJudges();
  return {
    type: 'run-finished',
    at,
    ...(stopped === undefined ? {} : { stopped }),
    ...(judges === undefined ? {} : { judges }),
  };
}

function missingModel({ targets }: Work): 'model-missing' | undefined {
  const codes = [...targets.values()].map(({ doubt }) => doubt.fault?.code);
  return codes.includes('model-missing') ? 'model-missing' : undefined;
}
