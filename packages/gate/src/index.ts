export {
  acceptFailures,
  acceptProblems,
  type AcceptedCell,
  type AcceptProblem,
} from './accept-problems.ts';
export { addTrials } from './add-trials.ts';
export { observedDrop } from './apply-waivers.ts';
export { compareRuns, type CompareOptions, type RunSide } from './compare-runs.ts';
export { diffPolicies } from './diff-policies.ts';
export { diffBaselines, type BaselineChange, type ScorerShift } from './diff-baselines.ts';
export type { GateEvidence, GateIncident, OldRuler } from './evidence.ts';
export { readOldHardCases, type HardQuestion, type OldHardCase } from './old-hard-cases.ts';
export { judge } from './judge.ts';
export { addPastFlips, type EarlierRun } from './past-flips.ts';
export { keepWaived, type WaivedAcceptance } from './keep-waived.ts';
export {
  incidentCoverage,
  proveGuard,
  type GuardProof,
  type ProofFault,
  type ProofInputs,
  type ProofSide,
} from './prove-guard.ts';
export {
  selfTest,
  type SelfTestReport,
  type SelfTestRow,
  type SelfTestTotal,
} from './self-test/self-test.ts';
export { enoughClusters } from './rules/few-clusters.ts';
export { evidenceOfWorse } from './statistics/e-process.ts';
export { measureOrders, type BothOrders, type Preference } from './statistics/judged-orders.ts';
export { cohenKappa, type Kappa } from './statistics/kappa.ts';
export { krippendorffAlpha } from './statistics/krippendorff-alpha.ts';
export {
  countConfusion,
  fewestLabels,
  measureAgreement,
  type LabelledScore,
} from './statistics/measure-agreement.ts';
export { measureOrderSwap, type OrderSwap, type SwappedVerdicts } from './statistics/order-swap.ts';
export { passAtK, passHatK } from './statistics/pass-k.ts';
export {
  casesNeeded,
  detectableByCount,
  eligibilityFloor,
  type PowerPlan,
} from './statistics/power.ts';
export { ppiMean, type PpiEstimate, type PpiInputs } from './statistics/ppi.ts';
export { resampleAgreement } from './statistics/resample-agreement.ts';
export {
  judgeShrinkage,
  roganGladen,
  type CorrectedShare,
  type JudgedShare,
} from './statistics/rogan-gladen.ts';
export { wilson, type Ends } from './statistics/wilson.ts';
export { summarize, summarizeSlices, type SliceCell } from './summarize.ts';
export { toBaseline } from './to-baseline.ts';
export { isPassed } from './is-passed.ts';
export { agreedBy, waivedCases } from './waiver-problem.ts';
