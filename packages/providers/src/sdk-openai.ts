import type { OpenAI } from 'openai';

import type { ModelEndpoint } from './model-endpoint.ts';
import type { Ask } from './open-model.ts';
import { chatBody, readChat } from './openai-chat.ts';
import { readResponse, responsesBody } from './openai-responses.ts';
import type { ProviderHost } from './provider-host.ts';
import { makeSdkFetch } from './sdk-fetch.ts';
import { sentWith } from './sent-with.ts';
import { wireOf } from './wire.ts';

/** Longest that a timer can wait: the caller's signal is the only deadline. */
const noTimeout = 2 ** 31 - 1;

/** Opens OpenAI's SDK: chat and responses, at any address that speaks like it. */
export async function openOpenai(endpoint: ModelEndpoint, host: ProviderHost): Promise<Ask> {
  const client = await openaiClient(endpoint, host);
  return async (request, options) => {
    const sent = sentWith(options);
    if (request.api === 'responses') {
      const body = responsesBody(request);
      return readResponse(await client.post<unknown>('/responses', { body, ...sent }));
    }
    const body = chatBody(request, endpoint.official);
    return readChat(await client.post<unknown>('/chat/completions', { body, ...sent }));
  };
}

/** An SDK client that retries nothing, logs nothing and reads no variable by itself. */
export async function openaiClient(endpoint: ModelEndpoint, host: ProviderHost): Promise<OpenAI> {
  const [sdk, wire] = await Promise.all([import('openai'), wireOf(host)]);
  const { key = 'none' } = endpoint;
  return new sdk.OpenAI({
    apiKey: key,
    adminAPIKey: null,
    organization: host.env['OPENAI_ORG_ID'] ?? null,
    project: host.env['OPENAI_PROJECT_ID'] ?? null,
    baseURL: endpoint.baseUrl,
    defaultQuery: endpoint.query,
    defaultHeaders: endpoint.azure ? { 'api-key': key } : {},
    maxRetries: 0,
    timeout: noTimeout,
    logLevel: 'off',
    fetch: makeSdkFetch(endpoint, wire.exchange, host),
  });
}
