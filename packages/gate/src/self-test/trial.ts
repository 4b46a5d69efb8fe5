import type { RunRecord } from '@pawl/core';

import type { GateEvidence } from '../evidence.ts';

/** What the gate is tried on: a run as accepted, and one that is truly worse. */
export interface Patient {
  readonly accepted: RunRecord;
  readonly worse: RunRecord;
  /** Cases that the worse run lost, in order. */
  readonly lost: readonly string[];
}

/** One way of getting a regression, or an innocent change, past the gate. */
export interface Operation {
  readonly name: string;
  /** `named`: it makes the ruler blunter and not wrong, so it must be told, and need not block. */
  readonly must: 'block' | 'name' | 'pass';
  /** The evidence after the operation; `undefined` where the run has nothing that it could change. */
  readonly operate: (patient: Patient) => GateEvidence | undefined;
}
