import type { RunEvent } from '@pawl/core';

/** Events of a run, one by one or in the batches in which they became ready. Asking for more says that what came before is safe. */
export interface RunStream extends AsyncGenerator<RunEvent, void, void> {
  readonly batches: () => AsyncGenerator<readonly RunEvent[], void, void>;
}

/** Where the work leaves its events and the reader fetches them. */
export class EventOutbox {
  #ready: RunEvent[] = [];
  #safe = Promise.withResolvers<void>();
  #handed: PromiseWithResolvers<void> | undefined;
  #awake = Promise.withResolvers<void>();
  #ended = false;
  #error: { readonly cause: unknown } | undefined;

  /** Resolves when the reader has come back for more, so that the event is safe, or has left for good. */
  push(event: RunEvent): Promise<void> {
    if (this.#ended) return Promise.resolve();
    this.#ready.push(event);
    this.#awake.resolve();
    return this.#safe.promise;
  }

  /** No event follows; an error is thrown to the reader after the last event. */
  end(error?: { readonly cause: unknown }): void {
    this.#error = error;
    this.#ended = true;
    this.#awake.resolve();
  }

  /** The reader has left: nobody waits for it any more. */
  abandon(): void {
    this.#ended = true;
    this.#handed?.resolve();
    this.#safe.resolve();
  }

  async *batches(): AsyncGenerator<readonly RunEvent[], void, void> {
    for (;;) {
      if (this.#ready.length === 0 && !this.#ended) await this.#awake.promise;
      this.#awake = Promise.withResolvers<void>();
      if (this.#ready.length === 0) break;
      yield this.#handOut();
      this.#handed?.resolve();
      await letWorkGoOn();
    }
    if (this.#error !== undefined) throw this.#error.cause;
  }

  #handOut(): readonly RunEvent[] {
    const batch = this.#ready;
    this.#handed = this.#safe;
    this.#ready = [];
    this.#safe = Promise.withResolvers<void>();
    return batch;
  }
}

/** Those who waited for their events to be safe go first, so that their next events share one batch. */
const letWorkGoOn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
