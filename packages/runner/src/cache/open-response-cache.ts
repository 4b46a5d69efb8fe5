import { join } from 'node:path';

import { isUnreadable, moveAside } from '../files/database.ts';
import { messageOf } from '../files/message-of.ts';
import { AnswerTable, type CacheStats } from './answer-table.ts';
import type { CacheMode, ResponseCache } from './response-cache.ts';

/** How a project's cache is opened. */
export interface ResponseCacheOptions {
  readonly mode: CacheMode;
  readonly now: () => Date;
  /** Whether a text holds a secret: such an answer is never kept. */
  readonly holdsSecret?: (text: string) => boolean;
  readonly limits?: CacheLimits;
}

/** What is dropped, oldest first. */
export interface CacheLimits {
  /** Default 1 GiB. */
  readonly maxBytes?: number;
  /** Default 30. */
  readonly maxAgeDays?: number;
}

/** A project's cache, open. */
export interface OpenResponseCache extends ResponseCache {
  /** Undefined where the cache does not work; why is noted. */
  readonly stats: () => CacheStats | undefined;
  /** Forgets everything; gives the number of answers there were, or undefined where the cache does not work. */
  readonly clear: () => number | undefined;
}

/** The cache in `.pawl/cache.db`, opened when it is first asked. One that does not work makes misses, says so once, and stops no run. */
export function openResponseCache(root: string, options: ResponseCacheOptions): OpenResponseCache {
  const guard = new Guard(join(root, '.pawl', 'cache.db'), options);
  return {
    mode: options.mode,
    find: (request) => guard.with((table) => table.find(request, guard.noteSome)),
    keep: (request, answer) => {
      const text = JSON.stringify(answer);
      if (!holdsAny([request, text], options)) guard.with((table) => table.keep(request, text));
    },
    onNote: (listener) => guard.listen(listener),
    stats: () => guard.with((table) => table.stats()),
    clear: () => guard.with((table) => table.clear()),
    close: () => guard.close(),
  };
}

type Listener = (code: string, message: string) => void;

const mostSaid = 20;

/** Opens the table for the first who asks; after its first failure nobody gets at it any more. */
class Guard {
  readonly #path: string;
  readonly #options: ResponseCacheOptions;
  #state: 'unopened' | 'open' | 'closed' = 'unopened';
  #table: AnswerTable | undefined;
  #notes: [code: string, message: string][] = [];
  #listener: Listener | undefined;
  #said = 0;

  constructor(path: string, options: ResponseCacheOptions) {
    this.#path = path;
    this.#options = options;
  }

  readonly note: Listener = (code, message) => {
    if (this.#listener === undefined) this.#notes.push([code, message]);
    else this.#listener(code, message);
  };

  /** At most twenty of a kind are said one by one; the statistics count them all. */
  readonly noteSome: Listener = (code, message) => {
    this.#said += 1;
    if (this.#said < mostSaid) this.note(code, message);
    if (this.#said === mostSaid) this.note(code, `${message}; more of them are only counted`);
  };

  listen(listener: Listener): void {
    this.#listener = listener;
    const notes = this.#notes;
    this.#notes = [];
    for (const [code, message] of notes) listener(code, message);
  }

  with<T>(act: (table: AnswerTable) => T): T | undefined {
    try {
      if (this.#state === 'unopened') this.#open();
      return this.#table === undefined ? undefined : act(this.#table);
    } catch (error) {
      this.#giveUp(error);
      return undefined;
    }
  }

  close(): void {
    if (this.#state === 'open')
      this.with((table) => {
        table.flush();
        table.trim();
      });
    this.#state = 'closed';
    this.#table?.close();
    this.#table = undefined;
  }

  #open(): void {
    this.#state = 'open';
    this.#table = new AnswerTable(this.#path, this.#options);
    for (const message of this.#table.notes) this.note('cache-rebuilt', message);
  }

  #giveUp(error: unknown): void {
    this.#table?.close();
    this.#table = undefined;
    const damaged = isUnreadable(error);
    const rest = damaged ? `; it lies at ${moveAside(this.#path)} and is begun anew` : '';
    this.note('cache-broken', `The cache is not used any more: ${messageOf(error)}${rest}`);
  }
}

function holdsAny(
  texts: readonly string[],
  { holdsSecret = () => false }: ResponseCacheOptions,
): boolean {
  return texts.some((text) => holdsSecret(text));
}
