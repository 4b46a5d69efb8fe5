import type { InconclusiveReason } from '@pawl/core';

/** Faults that say by their name why a whole run has holes. */
const named: Readonly<Record<string, InconclusiveReason>> = {
  'over-budget': 'budget',
  'rate-limited': 'rate-limited',
  'provider-down': 'provider-down',
  auth: 'auth',
  quota: 'quota',
  'model-missing': 'model-missing',
  tls: 'tls',
  dns: 'dns',
  cancelled: 'interrupted',
};

/** Why trials are missing, in one word: the common fault where there is just one kind, else their number. */
export function missingReason(missing: {
  readonly faulted: number;
  readonly unscored: number;
  readonly faults: Readonly<Record<string, number>>;
}): InconclusiveReason {
  if (missing.faulted === 0 && missing.unscored > 0) return 'judge-faults';
  const codes = Object.keys(missing.faults);
  const [only] = codes;
  return (codes.length === 1 && only !== undefined && named[only]) || 'too-many-faults';
}
