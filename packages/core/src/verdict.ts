import type { Comparison } from './comparison.ts';
import type { ExitCode } from './exit-code.ts';
import type { Finding } from './finding.ts';

/** What the gate says. */
export type Outcome = 'pass' | 'fail' | 'inconclusive';

/** Why a verdict is inconclusive. */
export type InconclusiveReason =
  | 'auth'
  | 'quota'
  | 'rate-limited'
  | 'provider-down'
  | 'model-missing'
  | 'tls'
  | 'dns'
  | 'budget'
  | 'too-many-faults'
  | 'judge-faults'
  | 'no-baseline'
  | 'bad-baseline'
  | 'stale-baseline'
  | 'not-comparable'
  | 'no-cases'
  | 'too-few'
  | 'leaning-worse'
  | 'over-limit'
  | 'store'
  | 'corrupt'
  | 'interrupted'
  | 'incomplete';

/** The gate's judgement of one run, as `verdict.json` holds it (there with words in each finding). */
export interface Verdict {
  readonly format: 1;
  readonly runId: string;
  readonly outcome: Outcome;
  readonly reason?: InconclusiveReason;
  readonly exitCode: ExitCode;
  /** Most important first. */
  readonly findings: readonly Finding[];
  readonly comparisons: readonly Comparison[];
}
