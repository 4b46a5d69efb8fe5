import { FaultError } from '@pawl/core';

import { readBlockedPrompt } from './blocked-prompt.ts';
import { faultOfStatus, readBody, type Answerer } from './classify-response.ts';
import { faultOfStream } from './classify-stream.ts';
import type { ModelEndpoint } from './model-endpoint.ts';
import { present } from './present.ts';
import type { ProviderHost } from './provider-host.ts';
import { readRateLimits } from './rate-limits.ts';
import { ThinResponse } from './thin-response.ts';
import type { Exchange } from './wire.ts';

/**
 * A `fetch` for the SDKs. It lets only whole, well-formed, successful answers through; everything
 * else is thrown as the fault that it is, so that both SDKs fail in one way.
 */
export function makeSdkFetch(endpoint: ModelEndpoint, exchange: Exchange, host: ProviderHost) {
  const who: Answerer = {
    name: endpoint.provider,
    asks: 'model',
    keyVariable: endpoint.keyVariable,
  };
  return async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const answer = await exchange({
      url,
      method: init.method ?? 'GET',
      headers: plainHeaders(init.headers),
      ...(typeof init.body === 'string' && { body: init.body }),
      signal: init.signal ?? new AbortController().signal,
    });
    const now = host.now();
    observe(answer.headers, now);
    const blocked = readBlockedPrompt(answer);
    if (blocked !== undefined) return jsonResponse(url, blocked);
    const failed = faultOfStatus(answer, who, now);
    if (failed !== undefined) throw new FaultError(failed);
    if (isEventStream(answer.headers['content-type'])) {
      const broken = faultOfStream(answer, who, now);
      if (broken !== undefined) throw new FaultError(broken);
      return new ThinResponse(url, { type: 'text/event-stream', text: answer.text });
    }
    const reading = readBody(answer, who, now);
    if (reading.kind === 'fault') throw new FaultError(reading.fault);
    const { text } = answer;
    return new ThinResponse(url, { type: 'application/json', text, parsed: reading.body });
  };

  function observe(headers: Parameters<typeof readRateLimits>[0], now: Date): void {
    const limits = host.observe === undefined ? undefined : readRateLimits(headers, now);
    if (limits === undefined) return;
    const provider = `${endpoint.provider} ${endpoint.origin}`;
    const key = endpoint.key === undefined ? undefined : endpoint.keyVariable;
    host.observe?.(present({ provider, key, ...limits }));
  }
}

function jsonResponse(url: string, parsed: object): Response {
  return new ThinResponse(url, { type: 'application/json', text: JSON.stringify(parsed), parsed });
}

function plainHeaders(headers: RequestInit['headers']): Record<string, string> {
  return Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers));
}

function isEventStream(type: string | undefined): boolean {
  return type?.trim().toLowerCase().startsWith('text/event-stream') ?? false;
}
