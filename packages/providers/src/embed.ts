import type { CallOptions, EmbedRequest } from '@pawl/core';
import { UsageError } from '@pawl/core';
import { z } from 'zod';

import { endpointOf } from './model-endpoint.ts';
import type { ModelSpec } from './model-spec.ts';
import type { ProviderHost } from './provider-host.ts';
import { faultOfSdkError } from './sdk-failure.ts';
import { openaiClient } from './sdk-openai.ts';
import { sentWith } from './sent-with.ts';
import { readShape, wrongShape } from './wire-shape.ts';

/** Embeds texts; one vector a text, in order. */
export type Embed = (
  request: EmbedRequest,
  options: Partial<CallOptions>,
) => Promise<readonly (readonly number[])[]>;

const vectorsSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) })),
});

/** Opens embeddings. Only OpenAI's API, and servers that speak like it, have them. */
export async function openEmbed(spec: ModelSpec, host: ProviderHost): Promise<Embed> {
  if (spec.provider !== 'openai') {
    throw new UsageError('no-embeddings', `${spec.provider} has no embeddings`, {
      hint: 'Name an `openai` model, or a `baseUrl` that speaks like it.',
    });
  }
  const endpoint = endpointOf(spec, host);
  const client = await openaiClient(endpoint, host);
  const secrets = endpoint.key === undefined ? [] : [endpoint.key];
  return async ({ model, texts }, options) => {
    const signal = options.signal ?? new AbortController().signal;
    const body = { model, input: texts, encoding_format: 'float' };
    try {
      const sent = { body, ...sentWith({ ...options, signal }) };
      const answer = await client.post<unknown>('/embeddings', sent);
      return readVectors(answer, texts.length);
    } catch (error) {
      throw faultOfSdkError(error, { provider: spec.provider, secrets, signal });
    }
  };
}

function readVectors(answer: unknown, count: number): readonly (readonly number[])[] {
  const { data } = readShape(vectorsSchema, answer, 'openai');
  const ordered = data.toSorted((left, right) => left.index - right.index);
  const whole = ordered.length === count && ordered.every(({ index }, at) => index === at);
  if (!whole) throw wrongShape(answer, 'openai', 'data');
  return ordered.map(({ embedding }) => embedding);
}
