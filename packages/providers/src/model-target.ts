import type { ModelRequest, ModelTarget, OpenTarget, TargetRequest } from '@pawl/core';

import { openModel } from './open-model.ts';
import { present } from './present.ts';
import type { ProviderHost } from './provider-host.ts';

/** Opens a model as a target. */
export function openModelTarget(target: ModelTarget, host: ProviderHost): OpenTarget {
  const model = openModel(target, host);
  return {
    call: (request, options) => model.complete(modelRequestOf(target, request), options),
  };
}

function modelRequestOf(target: ModelTarget, request: TargetRequest): ModelRequest {
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
