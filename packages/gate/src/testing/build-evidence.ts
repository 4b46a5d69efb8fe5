import type { BaselineAnswer, RunRecord } from '@pawl/core';

import type { GateEvidence } from '../evidence.ts';
import { toBaseline } from '../to-baseline.ts';

/** A run's accepted values as the answer of a store. */
export function acceptedFrom(record: RunRecord): BaselineAnswer[] {
  return record.cells.flatMap(({ set, target }) => {
    const baseline = toBaseline(record, { set, target });
    const source = `evals/baselines/${set}/${target}.jsonl`;
    return baseline === undefined
      ? []
      : [{ kind: 'found' as const, set, target, baseline, source }];
  });
}

/** Evidence of a candidate run beside the accepted values of another. */
export function evidenceOf(
  candidate: RunRecord,
  accepted: RunRecord | readonly BaselineAnswer[],
  more: Partial<GateEvidence> = {},
): GateEvidence {
  const baselines = 'runId' in accepted ? acceptedFrom(accepted) : accepted;
  return { record: candidate, baselines, at: '2026-11-20T12:00:00.000Z', ...more };
}

/** Cases `case-000`, `case-001`, … with the values that a function gives them. */
export function casesOf<T>(count: number, value: (index: number) => T): Record<string, T> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `case-${String(index).padStart(6, '0')}`,
      value(index),
    ]),
  );
}
