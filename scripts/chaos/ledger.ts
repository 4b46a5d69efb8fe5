import { openSync, writeSync } from 'node:fs';

import type { Deed } from './plan.ts';

/** What is known of a request before it is answered. */
export interface Asked {
  readonly sequence: number;
  /** Milliseconds on the monotonic clock since the last reset. */
  readonly atMs: number;
  readonly path: string;
  readonly model?: string;
  readonly caseId: string;
  readonly trial: string;
  /** Attempt at the same case and trial, from 1. */
  readonly attempt: number;
  /** What the header `idempotency-key` held. */
  readonly idempotencyKey?: string;
  /** Index of the rule that struck. */
  readonly rule?: number;
  readonly deed?: Deed['kind'];
  /** Whether a whole good answer is about to leave. */
  readonly pays: boolean;
  /** Milliseconds that the answer asks the client to wait. */
  readonly asksWaitMs?: number;
}

/** One request in the ledger. */
export interface LedgerRecord extends Asked {
  readonly bytes?: number;
  /** When the answer began to leave: the soonest that a client can have known of it. */
  readonly sentMs?: number;
  readonly endMs?: number;
  readonly clientClosed?: boolean;
  readonly paid: boolean;
}

type Ending = Pick<LedgerRecord, 'sentMs'> &
  Required<Pick<LedgerRecord, 'bytes' | 'endMs' | 'clientClosed'>>;

/** What the ledger proves. */
export interface Invariants {
  readonly requests: number;
  readonly cases: number;
  readonly faults: number;
  readonly paid: number;
  /** Cases and trials that were paid for more than once. */
  readonly paidTwice: number;
  readonly maxParallel: number;
  readonly afterFirst401: number;
  /** Requests that came while an answer's wait, asked of anybody, was running. */
  readonly duringPause: number;
  /** Attempts that came before the wait was over that the attempt before was asked for. */
  readonly tooEarly: number;
  readonly openNow: number;
}

/** Keeps one record a request; in its file a request stands before its answer is sent. */
export class Ledger {
  readonly #file: number | undefined;
  #records: LedgerRecord[] = [];
  #open = 0;
  #maxParallel = 0;
  #refusedAt: number | undefined;
  #afterRefusal = 0;

  constructor(path: string | undefined) {
    this.#file = path === undefined ? undefined : openSync(path, 'a');
  }

  ask(asked: Asked, status: number | undefined): void {
    this.#open += 1;
    this.#maxParallel = Math.max(this.#maxParallel, this.#open);
    if (this.#refusedAt !== undefined) this.#afterRefusal += 1;
    if (status === 401 || status === 403) this.#refusedAt ??= asked.sequence;
    this.#records[asked.sequence - 1] = { ...asked, paid: false };
    this.#write({ type: 'asked', ...asked });
  }

  end(asked: Asked, how: Ending): void {
    this.#open -= 1;
    const paid = asked.pays && !how.clientClosed;
    this.#records[asked.sequence - 1] = { ...asked, ...how, paid };
    this.#write({ type: 'ended', sequence: asked.sequence, ...how, paid });
  }

  reset(): void {
    this.#records = [];
    this.#maxParallel = this.#open;
    this.#refusedAt = undefined;
    this.#afterRefusal = 0;
    this.#write({ type: 'reset' });
  }

  records(): readonly LedgerRecord[] {
    return this.#records;
  }

  invariants(): Invariants {
    const paid = this.#records.filter((record) => record.paid);
    const distinct = new Set(this.#records.map(trialOf));
    return {
      requests: this.#records.length,
      cases: distinct.size,
      faults: this.#records.filter((record) => !record.pays).length,
      paid: paid.length,
      paidTwice: paid.length - new Set(paid.map(trialOf)).size,
      maxParallel: this.#maxParallel,
      afterFirst401: this.#afterRefusal,
      ...this.#waits(),
      openNow: this.#open,
    };
  }

  #waits(): Pick<Invariants, 'duringPause' | 'tooEarly'> {
    let duringPause = 0;
    let tooEarly = 0;
    let pauseEnds = 0;
    const waitOf = new Map<string, number>();
    for (const record of this.#records) {
      const until = (record.sentMs ?? record.atMs) + (record.asksWaitMs ?? 0);
      if (record.atMs < (waitOf.get(trialOf(record)) ?? 0)) tooEarly += 1;
      if (record.atMs < pauseEnds) duringPause += 1;
      if (record.asksWaitMs !== undefined) pauseEnds = Math.max(pauseEnds, until);
      waitOf.set(trialOf(record), record.asksWaitMs === undefined ? 0 : until);
    }
    return { duringPause, tooEarly };
  }

  #write(line: object): void {
    if (this.#file !== undefined) writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

function trialOf({ caseId, trial }: Asked): string {
  return JSON.stringify([caseId, trial]);
}
