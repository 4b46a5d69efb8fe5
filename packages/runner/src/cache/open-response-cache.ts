import { join } from 'node:path';

import { messageOf } from '../files/message-of.ts';
import { AnswerTable, type CacheStats } from './answer-table.ts';
import type { CachedAnswer, CacheMode, ResponseCache } from './response-cache.ts';

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
  readonly stats: () => CacheStats;
  /** Forgets everything; gives the number of answers there were. */
  readonly clear: () => number;
}

type Note = readonly [code: string, message: string];

/** Opens `.pawl/cache.db`. A cache that does not work makes misses, says so once, and stops no run. */
export function openResponseCache(root: string, options: ResponseCacheOptions): OpenResponseCache {
  const table = new AnswerTable(join(root, '.pawl', 'cache.db'), options);
  const notes: Note[] = table.notes.map((message) => ['cache-rebuilt', message]);
  let listen: ((code: string, message: string) => void) | undefined;
  let broken = false;
  const note = (...words: Note): void => {
    if (listen === undefined) notes.push(words);
    else listen(...words);
  };
  const guarded = <T>(act: () => T, otherwise: T): T => {
    if (broken) return otherwise;
    try {
      return act();
    } catch (error) {
      broken = true;
      note('cache-broken', `The cache is not used any more: ${messageOf(error)}`);
      return otherwise;
    }
  };
  return {
    mode: options.mode,
    find: (request) => guarded(() => table.find(request, note), undefined),
    keep: (request, answer) => {
      if (!holdsAny(request, answer, options))
        guarded(() => table.keep(request, answer), undefined);
    },
    onNote: (listener) => {
      listen = listener;
      for (const words of notes.splice(0)) listener(...words);
    },
    stats: () => table.stats(),
    clear: () => table.clear(),
    close: () => {
      guarded(() => table.flush(), undefined);
      table.close();
    },
  };
}

function holdsAny(request: string, answer: CachedAnswer, options: ResponseCacheOptions): boolean {
  const { holdsSecret } = options;
  return holdsSecret !== undefined && (holdsSecret(request) || holdsSecret(JSON.stringify(answer)));
}
