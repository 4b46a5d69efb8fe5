import type {
  Completion,
  ModelRequest,
  ModelTarget,
  OpenTarget,
  Output,
  TargetRequest,
} from '@pawl/core';

import { openModel } from './open-model.ts';
import { present } from './present.ts';
import type { ProviderHost } from './provider-host.ts';

/** Opens a model as a target. */
export async function openModelTarget(
  target: ModelTarget,
  host: ProviderHost,
): Promise<OpenTarget> {
  const model = await openModel(target, host);
  return {
    call: async (request, options) =>
      outputOf(await model.complete(modelRequestOf(target, request), options)),
  };
}

/** The question to a model target as one value: what is hashed, cached and sent. */
export function modelRequestOf(target: ModelTarget, request: TargetRequest): ModelRequest {
  return present({
    provider: target.provider,
    model: target.model,
    messages: request.messages ?? [],
    params: target.params,
    tools: target.tools,
    responseSchema: target.responseSchema,
    api: target.api,
    baseUrl: target.baseUrl,
    apiKeyEnv: target.apiKeyEnv,
    trial: request.trial,
  });
}

/** What a model answered, as the output of a target. */
export function outputOf(completion: Completion): Output {
  return completion;
}
