import { messagesBody, readMessage } from './anthropic-messages.ts';
import type { ModelEndpoint } from './model-endpoint.ts';
import type { Ask } from './open-model.ts';
import type { ProviderHost } from './provider-host.ts';
import { makeSdkFetch } from './sdk-fetch.ts';
import { sentWith } from './sent-with.ts';
import { wireOf } from './wire.ts';

const noTimeout = 2 ** 31 - 1;

/** Opens Anthropic's SDK: messages, streamed where the answer may be long. */
export async function openAnthropic(endpoint: ModelEndpoint, host: ProviderHost): Promise<Ask> {
  const [{ Anthropic }, { MessageStream }, wire] = await Promise.all([
    import('@anthropic-ai/sdk'),
    import('@anthropic-ai/sdk/lib/MessageStream'),
    wireOf(host),
  ]);
  const client = new Anthropic({
    apiKey: endpoint.key ?? 'none',
    authToken: null,
    baseURL: endpoint.baseUrl,
    defaultQuery: endpoint.query,
    maxRetries: 0,
    timeout: noTimeout,
    logLevel: 'off',
    fetch: makeSdkFetch(endpoint, wire.exchange, host),
  });
  return async (request, options) => {
    const sent = { body: messagesBody(request), ...sentWith(options) };
    if (sent.body['stream'] !== true) {
      return readMessage(await client.post<unknown>('/v1/messages', sent));
    }
    const stream = await client.post<Stream>('/v1/messages', { ...sent, stream: true });
    return readMessage(
      await MessageStream.fromReadableStream(stream.toReadableStream()).finalMessage(),
    );
  };
}

interface Stream {
  readonly toReadableStream: () => ReadableStream;
}
