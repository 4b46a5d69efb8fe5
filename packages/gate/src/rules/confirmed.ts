import type { Finding } from '@pawl/core';

import type { GateEvidence } from '../evidence.ts';

/** Says that the comparison was confirmed with more trials on both sides. */
export function confirmed({ confirmed: added }: GateEvidence): Finding[] {
  if (added === undefined) return [];
  return [{ level: 'note', blocking: false, code: 'confirmed', ...added }];
}
