import { FaultError, type Completion, type Model, type ModelRequest } from '@pawl/core';
import canonicalize from 'canonicalize';

import { InFlight } from './in-flight.ts';
import type { ResponseCache } from './response-cache.ts';

/** What else makes two requests equal. */
export interface CacheModelOptions {
  /** Random tokens of 32 hexadecimal digits around texts: they differ each time and change no question. */
  readonly fences?: ReadonlySet<string>;
}

/** A model whose whole answers are kept, and taken again for an equal request: the cache wraps the guard, not the other way round. */
export function cacheModel(
  model: Model,
  cache: ResponseCache,
  { fences = new Set() }: CacheModelOptions = {},
): Model {
  if (cache.mode === 'off') return model;
  const inFlight = new InFlight<Completion>();
  return {
    id: model.id,
    complete: (request, options) => {
      const key = withoutFences(modelRequestKey(request), fences);
      const known = cache.mode === 'refresh' ? undefined : cache.find(key);
      if (known !== undefined) {
        const { finish = 'other', ...completion } = known.output;
        return Promise.resolve({ ...completion, finish, costUsd: 0 });
      }
      if (cache.mode === 'only') return Promise.reject(missed(model.id));
      const asking = inFlight.get(key);
      if (asking !== undefined) return asking;
      const answer = askAndKeep(model, { request, options, key, cache });
      inFlight.add(key, answer);
      return answer;
    },
  };
}

interface Asking {
  readonly request: ModelRequest;
  readonly options: { readonly signal: AbortSignal };
  readonly key: string;
  readonly cache: ResponseCache;
}

async function askAndKeep(
  model: Model,
  { request, options, key, cache }: Asking,
): Promise<Completion> {
  const completion = await model.complete(request, options);
  if (completion.finish === 'stop' || completion.finish === 'tool-calls') {
    cache.keep(key, { output: completion, durationMs: 0 });
  }
  return completion;
}

/** Where the key is found says nothing about the answer. */
function modelRequestKey(request: ModelRequest): string {
  return canonicalize({ kind: 'model', ...request, apiKeyEnv: undefined }) ?? '';
}

/** The first fence of a request counts as 1, the next as 2: which text stood in which fence is kept. */
function withoutFences(key: string, fences: ReadonlySet<string>): string {
  const numbers = new Map<string, number>();
  return key.replaceAll(/[0-9a-f]{32}/g, (token) => {
    if (!fences.has(token)) return token;
    const number = numbers.get(token) ?? numbers.size + 1;
    numbers.set(token, number);
    return `fence ${number}`;
  });
}

const missed = (id: string): FaultError =>
  new FaultError({ code: 'cache-miss', message: `The cache holds no answer of ${id}` });
