import type { BaselineAnswer, RunRecord, Verdict } from '@pawl/core';

import type { GateEvidence } from '../evidence.ts';
import { judge } from '../judge.ts';
import { casesOf, evidenceOf } from './build-evidence.ts';
import { buildRecord, type CaseStory, type RecordStory } from './build-record.ts';

/** Cases that pass. */
export const ones = (count: number): Record<string, number> => casesOf(count, () => 1);
/** Two hundred accepted cases that pass. */
export const accepted = buildRecord({ cases: ones(200) });
/** Id of the first case. */
export const first = 'case-000000';

/** A candidate of 200 cases like the accepted ones, but for what is told of the first. */
export function withFirst(story: Partial<CaseStory>, more: Partial<RecordStory> = {}): RunRecord {
  const cases = casesOf(200, (at): CaseStory =>
    at === 0 ? { trials: [1], ...story } : { trials: [1] },
  );
  return buildRecord({ configuration: 'b', cases, ...more });
}

/** The verdict on a candidate beside what was accepted. */
export function verdictOf(
  candidate: RunRecord,
  before: RunRecord | readonly BaselineAnswer[] = accepted,
  more: Partial<GateEvidence> = {},
): Verdict {
  return judge(evidenceOf(candidate, before, more));
}

/** Findings in short: level, whether it blocks, code. */
export const short = (verdict: Verdict): string[] =>
  verdict.findings.map((one) => `${one.level}${one.blocking ? '!' : ''} ${one.code}`);

/** A severe incident. */
export const incident = {
  id: 'INC-7',
  title: 'Promised a refund',
  severity: 'sev1',
  url: 'https://example.com/INC-7',
  closed: true,
} as const;
