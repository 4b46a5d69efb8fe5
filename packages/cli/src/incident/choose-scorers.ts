import type { EvalCase, EvalSet, Json } from '@pawl/core';

import { tryGuard } from '../path/prove-guards.ts';
import type { Workroom } from '../path/workroom.ts';
import type { IncidentDraft, IncidentFacts } from './incident-draft.ts';
import { missingExpected } from './missing-expected.ts';
import { proposeScorers, type ProposalInputs } from './propose-scorers.ts';

/** A draft with the scorers of its case, and what was proposed, in words. */
export interface ChosenScorers {
  readonly draft: IncidentDraft;
  readonly words: {
    readonly mustSay?: string;
    readonly mustNotSay?: string;
    readonly expected?: string;
  };
}

/** Scorers for the case: those that were asked for; none where the set's own prove the pair; else a proposal. */
export async function chooseScorers(room: Workroom, draft: IncidentDraft): Promise<ChosenScorers> {
  const set = room.project.sets.find((one) => one.name === draft.set);
  const isThere = set?.cases.some((one) => one.id === draft.case) === true;
  if (set === undefined || isThere || draft.scorers !== undefined) return { draft, words: {} };
  const expected = await expectedFor(room, set, draft);
  const whole = expected === undefined ? draft : { ...draft, expected };
  const offered = expected === undefined ? {} : { expected };
  if (await provesAlone(room, set, whole)) return { draft: whole, words: offered };
  const { scorers, ...words } = proposeScorers({
    ...textsOf(whole),
    name: scorerName(set),
    ...(whole.expected === undefined ? {} : { expected: whole.expected }),
  });
  return { draft: { ...whole, scorers }, words: { ...offered, ...words } };
}

/** An expected answer to propose, where the set's scorers compare with one and nobody gave it. */
async function expectedFor(
  room: Workroom,
  set: EvalSet,
  draft: IncidentDraft,
): Promise<string | undefined> {
  if (draft.expected !== undefined || draft.good === undefined) return undefined;
  return (await missingExpected(room, set, textsOf(draft)))?.proposal;
}

/** The texts from which a proposal is made. */
export function textsOf({
  input,
  bad,
  good,
}: Pick<IncidentFacts, 'input' | 'bad' | 'good'>): Omit<ProposalInputs, 'name'> {
  return { input: textOf(input ?? ''), ...sideText('bad', bad), ...sideText('good', good) };
}

/** The set's own scorers are tried without any of the case; judges are not asked for that. */
async function provesAlone(room: Workroom, set: EvalSet, draft: IncidentDraft): Promise<boolean> {
  const free = set.scorers.every((spec) => spec.judge === undefined && spec.type !== 'code');
  if (!free || set.scorers.length === 0) return false;
  const { bad, good } = draft;
  const guard = {
    set: set.name,
    case: draft.case,
    ...(bad === undefined ? {} : { bad }),
    ...(good === undefined ? {} : { good }),
  };
  const found = { incident: draft.id, set, case: toCase(draft), guard };
  return (await tryGuard(room.scoreTrial, found)).state === 'proven';
}

function toCase(draft: IncidentDraft): EvalCase {
  return {
    id: draft.case,
    input: draft.input ?? '',
    ...(draft.expected === undefined ? {} : { expected: draft.expected }),
    tags: draft.tags,
    critical: false,
    scorers: [],
    incidents: [draft.id],
    hash: '',
    place: { file: '' },
  };
}

/** The name that the other cases give their own scorers, so that all are compared under one. */
function scorerName(set: EvalSet): string {
  const names = new Map<string, number>();
  for (const { scorers } of set.cases)
    for (const { name } of scorers) names.set(name, (names.get(name) ?? 0) + 1);
  const [usual] = [...names].toSorted((a, b) => b[1] - a[1]);
  return usual?.[0] ?? 'guard';
}

function sideText(
  side: 'bad' | 'good',
  output: IncidentDraft['bad'],
): { readonly bad?: string; readonly good?: string } {
  if (output === undefined) return {};
  const said = output.messages?.findLast(({ role }) => role === 'assistant')?.content;
  return { [side]: output.text ?? said ?? '' };
}

const textOf = (input: Json): string => (typeof input === 'string' ? input : JSON.stringify(input));
