import {
  FaultError,
  type CallOptions,
  type Completion,
  type Model,
  type ModelRequest,
} from '@pawl/core';

import { endpointOf } from './model-endpoint.ts';
import type { ModelSpec } from './model-spec.ts';
import { present } from './present.ts';
import { openPrices, type PriceUsage } from './price.ts';
import type { ProviderHost } from './provider-host.ts';
import { checkProxies } from './proxies.ts';
import { openAnthropic } from './sdk-anthropic.ts';
import { faultOfSdkError } from './sdk-failure.ts';
import { openOpenai } from './sdk-openai.ts';
import { whenNeeded } from './when-needed.ts';

/** Sends one request through an SDK. */
export type Ask = (request: ModelRequest, options: CallOptions) => Promise<Completion>;

/**
 * Opens a provider's models behind the one port. Its key is read now; its SDK is loaded with the first request, the
 * prices while that is on its way: a run whose every answer is kept needs neither.
 */
export function openModel(spec: ModelSpec, host: ProviderHost): Model {
  const endpoint = endpointOf(spec, host);
  checkProxies(host);
  const sdk = whenNeeded(() =>
    spec.provider === 'openai' ? openOpenai(endpoint, host) : openAnthropic(endpoint, host),
  );
  const prices = whenNeeded(async () => {
    await afterRequests();
    return openPrices(spec, host).catch(() => unknownPrice);
  });
  const secrets = endpoint.key === undefined ? [] : [endpoint.key];
  return {
    id: `${spec.provider} ${endpoint.baseUrl}`,
    complete: async (request, options) => {
      const { signal } = options;
      const ask = await sdk();
      const answering = ask(request, options).catch(async (error: unknown) => {
        const failed = faultOfSdkError(error, { provider: spec.provider, secrets, signal });
        throw failed.billed === undefined ? failed : priced(failed, await prices(), request.model);
      });
      const [answer, priceOf] = await Promise.all([answering, prices()]);
      return present({ ...answer, costUsd: priceOf(answer.usage, request.model) });
    },
  };
}

/** The same, with what the answer that cannot be used costs. */
function priced(failed: FaultError, priceOf: PriceUsage, model: string): FaultError {
  const { fault, billed } = failed;
  if (billed === undefined) return failed;
  const costUsd = priceOf(billed.usage, model);
  return new FaultError(fault, {
    cause: failed,
    billed: costUsd === undefined ? billed : { ...billed, costUsd },
  });
}

/** An answer that was paid for stands, also where no table can be loaded. */
const unknownPrice: PriceUsage = () => undefined;

/** The work of this turn, and with it the first requests, goes before. */
const afterRequests = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
