import type { CellRule, RunRule } from '../rule.ts';
import { baselineState } from './baseline-state.ts';
import { comparePrimary } from './compare-primary.ts';
import { runState } from './run-state.ts';

/** Every rule of the gate. A new one is a file beside these and a line here. */
export const cellRules: readonly CellRule[] = [comparePrimary, baselineState];

/** Rules that look at the whole run. */
export const runRules: readonly RunRule[] = [runState];
