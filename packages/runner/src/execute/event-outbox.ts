import type { RunEvent } from '@pawl/core';

/** Events of a run, one by one or in the batches in which they became ready. Asking for more says that those before are safe. */
export interface RunStream extends AsyncGenerator<RunEvent, void, void> {
  /** Asking for more says only that the batch before is written. */
  readonly batches: () => AsyncGenerator<EventBatch, void, void>;
}

/** Events that became ready together. Written means that they survive the end of the process; safe, a loss of power. */
export interface EventBatch {
  readonly events: readonly RunEvent[];
  readonly safe: () => void;
  /** They are not to be had any more: the reader gets the error thrown. */
  readonly lost: (error: unknown) => void;
}

/** Where the work leaves its events and the reader fetches them. */
export class EventOutbox {
  #ready: RunEvent[] = [];
  #written = Promise.withResolvers<void>();
  #safe = Promise.withResolvers<void>();
  readonly #handed = new Set<PromiseWithResolvers<void>>();
  #awake = Promise.withResolvers<void>();
  #goOn: () => void = () => undefined;
  #ended = false;
  #error: { readonly cause: unknown } | undefined;

  /** Resolves when the event is written, or the reader has left for good. */
  push(event: RunEvent): Promise<void> {
    return this.#add(event, this.#written.promise);
  }

  /** The same, for an answer whose place others wait for: it is written as soon as some have gathered. */
  pushSoon(event: RunEvent): Promise<void> {
    const written = this.push(event);
    if (this.#ready.length >= gathered) this.#goOn();
    return written;
  }

  /** Resolves when the event is safe, or the reader has left for good. */
  pushSafely(event: RunEvent): Promise<void> {
    return this.#add(event, this.#safe.promise);
  }

  /** No event follows; an error is thrown to the reader after the last event. */
  end(error?: { readonly cause: unknown }): void {
    this.#error ??= error;
    this.#ended = true;
    this.#awake.resolve();
  }

  /** The reader has left: nobody waits for it any more. */
  abandon(): void {
    this.#ended = true;
    for (const handed of this.#handed) handed.resolve();
    this.#written.resolve();
    this.#safe.resolve();
  }

  async *batches(): AsyncGenerator<EventBatch, void, void> {
    for (;;) {
      if (this.#ready.length === 0 && !this.#ended) await this.#awake.promise;
      this.#awake = Promise.withResolvers<void>();
      if (this.#ready.length === 0) break;
      const written = this.#written;
      this.#handed.add(written);
      yield this.#handOut();
      written.resolve();
      this.#handed.delete(written);
      await this.#letWorkGoOn();
    }
    if (this.#error !== undefined) throw this.#error.cause;
  }

  /** Those who waited for their events to be written go first, so that their next events share one batch. */
  #letWorkGoOn(): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = resolve;
      setImmediate(resolve);
    });
  }

  #add(event: RunEvent, until: Promise<void>): Promise<void> {
    if (this.#ended) return Promise.resolve();
    this.#ready.push(event);
    this.#awake.resolve();
    return until;
  }

  #handOut(): EventBatch {
    const events = this.#ready;
    const safe = this.#safe;
    this.#handed.add(safe);
    this.#ready = [];
    this.#written = Promise.withResolvers<void>();
    this.#safe = Promise.withResolvers<void>();
    return {
      events,
      safe: () => {
        this.#handed.delete(safe);
        safe.resolve();
      },
      lost: (cause) => this.end({ cause }),
    };
  }
}

/** Where a hundred answers come at once, the first requests after them leave while the last answers are still read. */
const gathered = 16;
