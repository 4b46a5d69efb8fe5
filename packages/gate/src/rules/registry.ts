import type { CellRule, RunRule } from '../rule.ts';
import { baselineState } from './baseline-state.ts';
import { budgets } from './budgets.ts';
import { caseChanges } from './case-changes.ts';
import { comparePrimary } from './compare-primary.ts';
import { confirmed } from './confirmed.ts';
import { criticalCases } from './critical-cases.ts';
import { cutAnswers } from './cut-answers.ts';
import { drift } from './drift.ts';
import { fewClusters } from './few-clusters.ts';
import { flakyCases } from './flaky-cases.ts';
import { floors } from './floors.ts';
import { guards } from './guards.ts';
import { missingCells } from './missing-cells.ts';
import { namedSlices } from './named-slices.ts';
import { rulesChanged } from './rules-changed.ts';
import { runState } from './run-state.ts';
import { servedModel } from './served-model.ts';
import { somethingToJudge } from './something-to-judge.ts';
import { staleBaseline } from './stale-baseline.ts';
import { twoRulers } from './two-rulers.ts';

/** Every rule that looks at one set on one target. A new one is a file beside these and a line here. */
export const cellRules: readonly CellRule[] = [
  guards,
  criticalCases,
  twoRulers,
  comparePrimary,
  namedSlices,
  floors,
  budgets,
  somethingToJudge,
  baselineState,
  staleBaseline,
  caseChanges,
  rulesChanged,
  servedModel,
  drift,
  flakyCases,
  cutAnswers,
  fewClusters,
];

/** Every rule that looks at the run as a whole. */
export const runRules: readonly RunRule[] = [runState, missingCells, confirmed];
