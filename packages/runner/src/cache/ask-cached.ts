import type { Output, Target, TargetRequest } from '@pawl/core';
import canonicalize from 'canonicalize';

import type { Asked } from '../calls/ask.ts';
import type { CachedAnswer, ResponseCache } from './response-cache.ts';

/** The cache of a run, and what is being asked at this moment. */
export interface CachedCalls {
  readonly cache: ResponseCache | undefined;
  readonly inFlight: Map<string, Promise<Asked<Output>>>;
}

/** A call to be made unless its answer is known. */
export interface CacheableCall {
  readonly target: Target;
  readonly request: TargetRequest;
  readonly call: () => Promise<Asked<Output>>;
}

/** Takes the kept answer to an equal request, else asks and keeps what may be kept. Equal requests in flight are asked once. */
export async function askCached(
  { target, request, call }: CacheableCall,
  { cache, inFlight }: CachedCalls,
): Promise<Asked<Output>> {
  const key = cacheRequest(target, request);
  if (cache === undefined || cache.mode === 'off' || key === undefined) return call();
  const known = cache.mode === 'refresh' ? undefined : cache.find(key);
  if (known !== undefined) return fromCache(known);
  if (cache.mode === 'only') return missed(request);
  const asking = inFlight.get(key);
  if (asking !== undefined) return shareAnswer(await asking, call);
  const answer = askAndKeep(key, call, cache).finally(() => inFlight.delete(key));
  inFlight.set(key, answer);
  return answer;
}

async function askAndKeep(
  key: string,
  call: () => Promise<Asked<Output>>,
  cache: ResponseCache,
): Promise<Asked<Output>> {
  const asked = await call();
  if (asked.kind === 'answered' && isWhole(asked.value)) {
    cache.keep(key, { output: asked.value, durationMs: asked.durationMs });
  }
  return asked;
}

/** Another trial's answer serves this one too; another's fault does not. */
async function shareAnswer(
  asked: Asked<Output>,
  call: () => Promise<Asked<Output>>,
): Promise<Asked<Output>> {
  if (asked.kind !== 'answered') return call();
  return { ...asked, attempts: 1, cached: true, leave: noPlace };
}

const fromCache = ({ output, durationMs }: CachedAnswer): Asked<Output> => ({
  kind: 'answered',
  value: output,
  durationMs,
  attempts: 1,
  cached: true,
  leave: noPlace,
});

/** What comes from the cache took no place. */
const noPlace = (): void => undefined;

const missed = ({ set, caseId, trial }: TargetRequest): Asked<Output> => ({
  kind: 'faulted',
  durationMs: 0,
  fault: {
    code: 'cache-miss',
    message: `The cache holds no answer for trial ${trial} of case ${caseId} in ${set}`,
    attempts: 0,
  },
});

/** Whether an answer is complete, unfiltered and uncut. */
function isWhole(output: Output): boolean {
  return output.finish === 'stop' || output.finish === 'tool-calls';
}

/**
 * What makes two model calls equal, as canonical text; `undefined` for a target whose inside the
 * request does not show.
 */
export function cacheRequest(target: Target, request: TargetRequest): string | undefined {
  if (!target.transparent) return undefined;
  if (target.provider !== 'openai' && target.provider !== 'anthropic') return undefined;
  const { provider, api, baseUrl, model, params, tools, responseSchema } = target;
  const { messages, trial } = request;
  return canonicalize({
    provider,
    api,
    baseUrl,
    model,
    params,
    tools,
    responseSchema,
    messages,
    trial,
  });
}
