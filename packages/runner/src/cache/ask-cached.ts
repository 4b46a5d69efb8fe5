import { canonicalText, type Output, type Target, type TargetRequest } from '@pawl/core';

import type { AnsweredCall, Asked, FaultedCall } from '../calls/ask.ts';
import type { PlannedRequest } from '../execute/execute-io.ts';
import type { InFlight } from './in-flight.ts';
import type { CachedAnswer, ResponseCache } from './response-cache.ts';

/** The cache of a run, and what is being asked at this moment. */
export interface CachedCalls {
  readonly cache: ResponseCache | undefined;
  readonly inFlight: InFlight<Asked<Output>>;
}

/** Where a request's answer is kept; `undefined` when it is not to be kept. */
export function cacheKey(
  target: Target,
  request: CacheableRequest,
  { cache }: CachedCalls,
): string | undefined {
  return cache === undefined || cache.mode === 'off' ? undefined : cacheRequest(target, request);
}

/** What is known without asking: the kept answer, or that there is none and nobody may be asked. */
export function lookUp(
  key: string | undefined,
  request: TargetRequest,
  { cache }: CachedCalls,
): AnsweredCall<Output> | FaultedCall | undefined {
  if (cache === undefined || key === undefined || cache.mode === 'refresh') return undefined;
  const known = cache.find(key);
  if (known !== undefined) return fromCache(known);
  return cache.mode === 'only' ? missed(request) : undefined;
}

/** Asks, and keeps what may be kept. Equal requests in flight are asked once. */
export async function askOnce(
  key: string | undefined,
  call: () => Promise<Asked<Output>>,
  { cache, inFlight }: CachedCalls,
): Promise<Asked<Output>> {
  if (cache === undefined || key === undefined) return call();
  const asking = inFlight.get(key);
  if (asking !== undefined) return shareAnswer(await asking, call);
  const answer = askAndKeep(key, call, cache);
  inFlight.add(key, answer);
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

const fromCache = ({ output, durationMs }: CachedAnswer): AnsweredCall<Output> => ({
  kind: 'answered',
  value: output,
  durationMs,
  attempts: 1,
  cached: true,
  leave: noPlace,
});

/** What comes from the cache took no place. */
const noPlace = (): void => undefined;

const missed = ({ set, caseId, trial }: TargetRequest): FaultedCall => ({
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

/** A request, and the canonical text of its messages where it has some. */
type CacheableRequest = Pick<PlannedRequest, 'request' | 'messagesText'>;

/**
 * What makes two model calls equal, as canonical text; `undefined` for a target whose inside the
 * request does not show.
 */
export function cacheRequest(
  target: Target,
  { request, messagesText }: CacheableRequest,
): string | undefined {
  const around = surroundings.get(target) ?? aroundMessages(target);
  surroundings.set(target, around);
  if (around === 'hidden' || messagesText === undefined) return undefined;
  return `${around.before}${messagesText()}${around.after}${request.trial}}`;
}

/** What stands before and after the messages, up to the number of the trial: the same for every case of a target. */
interface Surroundings {
  readonly before: string;
  readonly after: string;
}

const surroundings = new WeakMap<Target, Surroundings | 'hidden'>();

/** Canonical text has its keys in order, so the messages stand between `baseUrl` and `model`. */
function aroundMessages(target: Target): Surroundings | 'hidden' {
  if (!target.transparent) return 'hidden';
  if (target.provider !== 'openai' && target.provider !== 'anthropic') return 'hidden';
  const { provider, api, baseUrl, model, params, tools, responseSchema } = target;
  const start = canonicalText({ api, baseUrl }).slice(0, -1);
  const rest = canonicalText({ model, params, provider, responseSchema, tools }).slice(1, -1);
  return {
    before: `${start}${start === '{' ? '' : ','}"messages":`,
    after: `,${rest},"trial":`,
  };
}
