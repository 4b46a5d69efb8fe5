import type { ExitCode } from '@pawl/core';

import type { ForkVerdict } from './fork/verdict-ref.ts';
import type { Judged } from './judge-results.ts';
import type { NoVerdict } from './no-verdict.ts';
import type { Recorded } from './record-results.ts';

/** How a step ended. Only `judged` is a verdict; whatever ends otherwise without one is red. */
export type End = Judged | ForkJudged | NoVerdict | RecordedEnd | RanEnd;

/** A fork's pull request that a trusted run judged, under the same content. */
export interface ForkJudged {
  readonly kind: 'fork-judged';
  readonly verdict: ForkVerdict;
  readonly exitCode: ExitCode;
}

/** The run was made; another job judges it. */
interface RanEnd {
  readonly kind: 'ran';
  readonly runId: string;
  readonly exitCode: ExitCode;
}

/** Baselines were stored; the exit code says whether all that could be was. */
interface RecordedEnd extends Recorded {
  readonly exitCode: ExitCode;
}

/** The exit code of an end. */
export function exitCodeOf(end: End): ExitCode {
  return end.kind === 'judged' ? end.verdict.exitCode : end.exitCode;
}
