import { createHash } from 'node:crypto';

import {
  canonicalText,
  type EvalCase,
  type EvalSet,
  type Guard,
  type Incident,
  type Json,
  type Output,
  type Project,
  type RecordedOutput,
  type RunRecord,
  type Score,
  type ScorerSpec,
} from '@pawl/core';
import { proveGuard, type GuardProof, type ProofInputs, type ProofSide } from '@pawl/gate';

import { guardKey, readProofNotes, type ProofNote } from '../incident/proof-notes.ts';
import type { TrialScorer } from './score-trial.ts';
import type { Workroom } from './workroom.ts';

/** Tries the guards of the record's sets on their recorded outputs; guards of `incidents` where others are named. */
export async function proveGuards(
  room: Workroom,
  record: RunRecord,
  incidents: readonly Incident[] = room.project.incidents,
): Promise<readonly GuardProof[]> {
  const sets = new Set(record.sets.map((set) => set.name));
  const asked = incidents.map((incident) => ({
    ...incident,
    guards: incident.guards.filter((guard) => sets.has(guard.set)),
  }));
  return recallProofs(room, asked);
}

/**
 * Tries guards on their recorded outputs. One that asks a model is not asked here: what `incident verify` noted of it
 * counts, and is stale once the case or its scorers are others.
 */
export async function recallProofs(
  room: Workroom,
  incidents: readonly Incident[],
): Promise<readonly GuardProof[]> {
  const notes = new Map(
    (await readProofNotes(room.project.root)).map((note) => [guardKey(note), note]),
  );
  const proofs: GuardProof[] = [];
  for (const tried of guardsOf(room.project, incidents)) {
    if (asksModels(tried)) proofs.push(...recallProof(tried, notes));
    else proofs.push(await tryGuard(room.scoreTrial, tried));
  }
  return proofs;
}

/** A guarding case in its set, with the incident it guards. */
export interface GuardCase {
  readonly incident: string;
  readonly set: EvalSet;
  readonly case: EvalCase;
  readonly guard: Guard;
}

/** Every guard of the incidents whose case is there. */
export function guardsOf(project: Project, incidents: readonly Incident[]): readonly GuardCase[] {
  return incidents.flatMap(({ id, guards }) =>
    guards.flatMap((guard) => findGuard(project, id, guard) ?? []),
  );
}

function findGuard(project: Project, incident: string, guard: Guard): GuardCase | undefined {
  const set = project.sets.find((one) => one.name === guard.set);
  const evalCase = set?.cases.find((one) => one.id === guard.case);
  return set === undefined || evalCase === undefined
    ? undefined
    : { incident, set, case: evalCase, guard };
}

/** Whether a deciding scorer of the case asks a model or runs code: then a proof costs something. */
function asksModels({ set, case: evalCase }: Pick<GuardCase, 'set' | 'case'>): boolean {
  return [...set.scorers, ...evalCase.scorers].some(
    (spec) => spec.judge !== undefined || spec.type === 'code',
  );
}

/** What was proven earlier and still holds, or is stale; nothing where nobody ever tried. */
function recallProof(found: GuardCase, notes: ReadonlyMap<string, ProofNote>): GuardProof[] {
  const place = { set: found.set.name, case: found.case.id, incident: found.incident };
  const note = notes.get(guardKey(place));
  if (note === undefined || note.state !== 'proven') return [];
  const digests = { digest: proofDigest(found), provenDigest: note.digest };
  return [proveGuard({ ...place, scorers: [], sides: {}, ...digests })];
}

/** Digest of everything that a proof depends on. */
export function proofDigest({ set, case: evalCase, guard }: GuardCase): string {
  const scorers = [...set.scorers, ...evalCase.scorers].map(({ name, digest, advisory }) => [
    name,
    digest,
    advisory,
  ]);
  const sides = JSON.stringify([guard.bad ?? null, guard.good ?? null]);
  const passAt = set.policy.passAt ?? null;
  return createHash('sha256')
    .update(canonicalText([evalCase.hash, scorers, passAt, sides]))
    .digest('hex');
}

/**
 * Scores the four outputs of a guard: the bad, the good, an empty one and the parroted input. Where the case brings
 * its own deciding scorers, these must fail the bad ones, and the set's must pass the good one; else the set's do both.
 */
export async function tryGuard(scoreTrial: TrialScorer, found: GuardCase): Promise<GuardProof> {
  const { set, case: evalCase, incident, guard } = found;
  const sides: Partial<Record<ProofSide, readonly Score[]>> = {};
  for (const [side, output] of outputsOf(guard, evalCase.input)) {
    sides[side] = await scoreTrial({ set, case: evalCase }, { output, durationMs: 0, costUsd: 0 });
  }
  const { own, shared } = decidingScorers(set, evalCase);
  const all = [...shared, ...own];
  const inputs: Omit<ProofInputs, 'scorers'> = {
    set: set.name,
    case: evalCase.id,
    incident,
    sides,
    passAt: passMarks(set, all),
  };
  const proof = proveGuard({ ...inputs, scorers: namesOf(own.length > 0 ? own : shared) });
  if (all.length === 0) return undecided(proof);
  if (own.length === 0) return proof;
  const wide = proveGuard({ ...inputs, scorers: namesOf(shared) });
  const faults = [
    ...proof.faults,
    ...wide.faults.filter(({ side, how }) => side === 'good' && how !== 'missing'),
  ];
  return { ...proof, faults, state: faults.length === 0 ? proof.state : 'unproven' };
}

/** A case that no scorer decides on lets everything pass. */
function undecided(proof: GuardProof): GuardProof {
  const none = { side: 'bad', how: 'passes', reason: 'no scorer decides on the case' } as const;
  return { ...proof, state: 'unproven', faults: [...proof.faults, none] };
}

const namesOf = (specs: readonly ScorerSpec[]): string[] => specs.map(({ name }) => name);

/** The scorers that decide on a case: its own, and those of its set. */
export function decidingScorers(
  set: EvalSet,
  evalCase: EvalCase,
): { readonly own: readonly ScorerSpec[]; readonly shared: readonly ScorerSpec[] } {
  const { primary } = set.policy;
  return {
    own: evalCase.scorers.filter((spec) => !spec.advisory),
    shared: set.scorers.filter((spec) => primary?.includes(spec.name) ?? !spec.advisory),
  };
}

function passMarks(set: EvalSet, specs: readonly ScorerSpec[]): Record<string, number> {
  const { passAt } = set.policy;
  return Object.fromEntries(specs.map((spec) => [spec.name, passAt ?? (spec.binary ? 1 : 0.5)]));
}

function outputsOf(guard: Guard, input: Json): readonly (readonly [ProofSide, Output])[] {
  const recorded: readonly (readonly [ProofSide, RecordedOutput | undefined])[] = [
    ['bad', guard.bad],
    ['good', guard.good],
  ];
  const sides = recorded.flatMap(([side, output]): (readonly [ProofSide, Output])[] =>
    output === undefined ? [] : [[side, toOutput(output)]],
  );
  return [...sides, ['empty', { text: '' }], ['parrot', { text: textOf(input) }]];
}

function toOutput({ text, messages, toolCalls }: RecordedOutput): Output {
  const calls = toolCalls ?? messages?.flatMap((message) => message.toolCalls ?? []);
  return {
    text: text ?? messages?.findLast((message) => message.role === 'assistant')?.content ?? '',
    ...(messages === undefined ? {} : { messages }),
    ...(calls === undefined ? {} : { toolCalls: calls }),
  };
}

const textOf = (input: Json): string => (typeof input === 'string' ? input : JSON.stringify(input));
