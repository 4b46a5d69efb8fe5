import { FaultError, isFaultError } from '@pawl/core';

import { readBlockedPrompt } from './blocked-prompt.ts';
import { faultOfStatus, readBody, type Answerer, type WireAnswer } from './classify-response.ts';
import { faultOfStream } from './classify-stream.ts';
import type { ModelEndpoint } from './model-endpoint.ts';
import { present } from './present.ts';
import type { ProviderHost } from './provider-host.ts';
import { readRateLimits } from './rate-limits.ts';
import { thrownFaults, type PastSdk } from './sent-with.ts';
import { ThinResponse, type ThinContent } from './thin-response.ts';
import type { Exchange } from './wire.ts';

/** A `fetch` as the SDKs call it. */
export type SdkFetch = (
  input: string | URL | Request,
  init?: RequestInit & PastSdk,
) => Promise<Response>;

/**
 * A `fetch` for the SDKs. It lets only whole, well-formed, successful answers through; everything
 * else is thrown as the fault that it is, so that both SDKs fail in one way.
 */
export function makeSdkFetch(
  endpoint: ModelEndpoint,
  exchange: Exchange,
  host: ProviderHost,
): SdkFetch {
  const { provider: name, keyVariable } = endpoint;
  const who: Answerer = { name, asks: 'model', keyVariable };
  const answerTo = async (url: string, init: RequestInit & PastSdk): Promise<Response> => {
    const { signal = init.signal, idempotencyKey } = init.pawl ?? {};
    const answer = await exchange({
      url,
      method: init.method ?? 'GET',
      headers: plainHeaders(init.headers, idempotencyKey),
      ...(typeof init.body === 'string' && { body: init.body }),
      signal: signal ?? new AbortController().signal,
    });
    const now = host.now();
    observe(answer, { endpoint, host, now });
    return new ThinResponse(url, readContent(answer, who, now));
  };
  return async (input, init = {}) => {
    try {
      return await answerTo(input instanceof Request ? input.url : String(input), init);
    } catch (error) {
      if (init.pawl !== undefined && isFaultError(error)) thrownFaults.set(init.pawl.signal, error);
      throw error;
    }
  };
}

function plainHeaders(
  given: RequestInit['headers'],
  idempotencyKey: string | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of given instanceof Headers ? given : new Headers(given)) {
    headers[name] = value;
  }
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  return headers;
}

function readContent(answer: WireAnswer, who: Answerer, now: Date): ThinContent {
  const blocked = readBlockedPrompt(answer);
  if (blocked !== undefined) {
    return { type: 'application/json', text: JSON.stringify(blocked), parsed: blocked };
  }
  const failed = faultOfStatus(answer, who, now);
  if (failed !== undefined) throw new FaultError(failed);
  if (isEventStream(answer.headers['content-type'])) {
    const broken = faultOfStream(answer, who, now);
    if (broken !== undefined) throw new FaultError(broken);
    return { type: 'text/event-stream', text: answer.text };
  }
  const reading = readBody(answer, who, now);
  if (reading.kind === 'fault') throw new FaultError(reading.fault);
  return { type: 'application/json', text: answer.text, parsed: reading.body };
}

function isEventStream(type: string | undefined): boolean {
  return type?.trim().toLowerCase().startsWith('text/event-stream') ?? false;
}

interface Observation {
  readonly endpoint: ModelEndpoint;
  readonly host: ProviderHost;
  readonly now: Date;
}

function observe({ headers }: WireAnswer, { endpoint, host, now }: Observation): void {
  const limits = host.observe === undefined ? undefined : readRateLimits(headers, now);
  if (limits === undefined) return;
  const provider = `${endpoint.provider} ${endpoint.origin}`;
  const key = endpoint.key === undefined ? undefined : endpoint.keyVariable;
  host.observe?.(present({ provider, key, ...limits }));
}
