import type { CallOptions, Completion, Model, ModelRequest } from '@pawl/core';

import { endpointOf } from './model-endpoint.ts';
import type { ModelSpec } from './model-spec.ts';
import { present } from './present.ts';
import { openPrices } from './price.ts';
import type { ProviderHost } from './provider-host.ts';
import { openAnthropic } from './sdk-anthropic.ts';
import { faultOfSdkError } from './sdk-failure.ts';
import { openOpenai } from './sdk-openai.ts';

/** Sends one request through an SDK. */
export type Ask = (request: ModelRequest, options: CallOptions) => Promise<Completion>;

/** Opens a provider's models behind the one port. Its SDK is loaded now, its key read now, nothing is sent. */
export async function openModel(spec: ModelSpec, host: ProviderHost): Promise<Model> {
  const endpoint = endpointOf(spec, host);
  const open = spec.provider === 'openai' ? openOpenai : openAnthropic;
  const [ask, priceOf] = await Promise.all([open(endpoint, host), openPrices(spec, host)]);
  const secrets = endpoint.key === undefined ? [] : [endpoint.key];
  return {
    id: `${spec.provider} ${endpoint.baseUrl}`,
    complete: async (request, options) => {
      const { signal } = options;
      const answer = await ask(request, options).catch((error: unknown) => {
        throw faultOfSdkError(error, { provider: spec.provider, secrets, signal });
      });
      return present({ ...answer, costUsd: priceOf(answer.usage, request.model) });
    },
  };
}
