import type { EvalCase, EvalSet, Json, ScorerSpec } from '@pawl/core';
import { lacksExpected } from '@pawl/report';

import { decidingScorers } from '../path/prove-guards.ts';
import type { Workroom } from '../path/workroom.ts';
import { proposeScorers, type ProposalInputs } from './propose-scorers.ts';

/** A scorer of a set that compares with the expected answer, where a case has none, and an answer to offer. */
export interface MissingExpected {
  readonly scorer: string;
  readonly proposal?: string;
}

/** What a case of the set lacks, told by a try; judges and code are not asked for that. */
export async function missingExpected(
  { scoreTrial }: Pick<Workroom, 'scoreTrial'>,
  set: EvalSet,
  inputs: Omit<ProposalInputs, 'name'>,
): Promise<MissingExpected | undefined> {
  const bare = bareCase(inputs.input);
  const scorers = decidingScorers(set, bare).shared.filter(
    (spec) => spec.judge === undefined && spec.type !== 'code' && spec.type !== 'module',
  );
  const output = { text: inputs.good ?? inputs.bad ?? '' };
  const answer = { output, durationMs: 0, costUsd: 0 };
  const scores = await scoreTrial({ set: { ...set, scorers }, case: bare }, answer);
  const lacking = scores.find((score) => score.kind === 'unscored' && lacksExpected(score.reason));
  if (lacking === undefined) return undefined;
  const spec = scorers.find(({ name }) => name === lacking.scorer);
  const proposal = spec === undefined ? undefined : proposeExpected(spec, inputs);
  return { scorer: lacking.scorer, ...(proposal === undefined ? {} : { proposal }) };
}

/** Words of the good output where a scorer looks for a part, else the whole of it. */
function proposeExpected(
  { type, name }: ScorerSpec,
  inputs: Omit<ProposalInputs, 'name'>,
): string | undefined {
  if (type !== 'contains') return inputs.good;
  return proposeScorers({ ...inputs, name }).mustSay;
}

const bareCase = (input: Json): EvalCase => ({
  id: 'new',
  input,
  tags: [],
  critical: false,
  scorers: [],
  incidents: [],
  hash: '',
  place: { file: '' },
});
