import type { Finding } from '@pawl/core';

import type { CellView } from './cell-view.ts';
import type { GateEvidence } from './evidence.ts';

/** A rule that looks at one set on one target. */
export type CellRule = (cell: CellView) => readonly Finding[];

/** A rule that looks at the run as a whole. */
export type RunRule = (evidence: GateEvidence) => readonly Finding[];
