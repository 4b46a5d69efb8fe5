export type { GateEvidence, GateIncident, OldRuler } from './evidence.ts';
export { judge } from './judge.ts';
export {
  incidentCoverage,
  proveGuard,
  type GuardProof,
  type ProofFault,
  type ProofInputs,
  type ProofSide,
} from './prove-guard.ts';
export { summarize, summarizeSlices, type SliceCell } from './summarize.ts';
export { toBaseline } from './to-baseline.ts';
