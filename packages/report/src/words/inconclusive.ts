import type { InconclusiveReason } from '@pawl/core';

/** Why there is no verdict, in a few words. */
export const inconclusiveWords: Readonly<Record<InconclusiveReason, string>> = {
  auth: 'the provider refused the key',
  quota: 'the quota at the provider is used up',
  'rate-limited': "the provider's rate limit was reached",
  'provider-down': 'the provider was down',
  'model-missing': 'the provider does not have the model',
  tls: 'the connection to the provider is not trustworthy',
  dns: "the provider's host was not found",
  budget: 'the budget was spent',
  'too-many-faults': 'too many trials faulted',
  'judge-faults': 'the judge did not answer on every trial',
  'no-baseline': 'there is no baseline yet',
  'bad-baseline': 'the baseline cannot be read',
  'stale-baseline': 'the baseline is too old',
  'not-comparable': 'the two sides do not measure the same',
  'no-cases': 'there is no case to judge',
  'too-few': 'there are too few cases to tell',
  'leaning-worse': 'it is probably worse',
  'over-limit': 'a limit may be exceeded',
  store: 'the record could not be written',
  corrupt: 'the record is damaged',
  interrupted: 'the run was interrupted',
  incomplete: 'the run is not complete',
};
