import type {
  EvalCase,
  EvalSet,
  Guard,
  Incident,
  Json,
  Output,
  Project,
  RecordedOutput,
  RunRecord,
  Score,
} from '@pawl/core';
import { proveGuard, type GuardProof, type ProofInputs, type ProofSide } from '@pawl/gate';

import type { TrialScorer } from './score-trial.ts';
import type { Workroom } from './workroom.ts';

/** Tries every guard of the record's sets on its recorded outputs; guards that need a judge are left to `incident verify`. */
export async function proveGuards(
  room: Workroom,
  record: RunRecord,
): Promise<readonly GuardProof[]> {
  const sets = new Set(record.sets.map((set) => set.name));
  const proofs: GuardProof[] = [];
  for (const incident of room.project.incidents) {
    for (const guard of incident.guards) {
      const found = findGuard(room.project, guard);
      if (found === undefined || !sets.has(guard.set) || asksModels(found)) continue;
      proofs.push(await tryGuard(room.scoreTrial, incident, { ...found, guard }));
    }
  }
  return proofs;
}

/** A guarding case in its set. */
export interface GuardCase {
  readonly set: EvalSet;
  readonly case: EvalCase;
}

/** The case that a guard names, when it is still there. */
export function findGuard(project: Project, guard: Guard): GuardCase | undefined {
  const set = project.sets.find((one) => one.name === guard.set);
  const evalCase = set?.cases.find((one) => one.id === guard.case);
  return set === undefined || evalCase === undefined ? undefined : { set, case: evalCase };
}

/** Whether a scorer of the case asks a model or runs code: then a proof costs something. */
export function asksModels({ set, case: evalCase }: GuardCase): boolean {
  return [...set.scorers, ...evalCase.scorers].some(
    (spec) => spec.judge !== undefined || spec.type === 'code',
  );
}

/** Scores the four outputs of a guard: the bad, the good, an empty one and the parroted input. */
export async function tryGuard(
  scoreTrial: TrialScorer,
  incident: Pick<Incident, 'id'>,
  found: GuardCase & { readonly guard: Guard },
): Promise<GuardProof> {
  const { set, case: evalCase, guard } = found;
  const sides: Partial<Record<ProofSide, readonly Score[]>> = {};
  for (const [side, output] of outputsOf(guard, evalCase.input)) {
    sides[side] = await scoreTrial({ set, case: evalCase }, { output, durationMs: 0, costUsd: 0 });
  }
  const deciding = [...set.scorers, ...evalCase.scorers].filter((spec) => !spec.advisory);
  const passAt = set.policy.passAt;
  const inputs: ProofInputs = {
    set: set.name,
    case: evalCase.id,
    incident: incident.id,
    scorers: deciding.map((spec) => spec.name),
    sides,
    passAt: Object.fromEntries(
      deciding.map((spec) => [spec.name, passAt ?? (spec.binary ? 1 : 0.5)]),
    ),
  };
  return proveGuard(inputs);
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
  return {
    text: text ?? messages?.findLast((message) => message.role === 'assistant')?.content ?? '',
    ...(messages === undefined ? {} : { messages }),
    ...(toolCalls === undefined ? {} : { toolCalls }),
  };
}

const textOf = (input: Json): string => (typeof input === 'string' ? input : JSON.stringify(input));
