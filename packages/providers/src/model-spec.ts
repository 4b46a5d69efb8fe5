import type { ModelTarget } from '@pawl/core';

/** Which provider's model is asked, and with which key. */
export type ModelSpec = Pick<ModelTarget, 'provider'> &
  Partial<Pick<ModelTarget, 'baseUrl' | 'apiKeyEnv' | 'price'>>;
