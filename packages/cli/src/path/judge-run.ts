import type { BaselineAnswer, RunRecord, Verdict } from '@pawl/core';
import { judge } from '@pawl/gate';

import { openBase } from './base-definitions.ts';
import { measureGuards } from './base-guards.ts';
import { gatherEvidence, policiesOf, type FurtherEvidence } from './gather-evidence.ts';
import { judgeOldRulers } from './judge-old-rulers.ts';
import { rescoreBaselines } from './rescore-baselines.ts';
import type { Workroom } from './workroom.ts';

/** What is judged. */
export interface Judged {
  readonly record: RunRecord;
  readonly baselines: readonly BaselineAnswer[];
  /** Git ref of the base whose definitions judge too. */
  readonly against?: string;
  readonly confirmed?: FurtherEvidence['confirmed'];
}

/** Judges a recorded run: proofs of its guards, the old ruler where a base is named, then the gate. */
export async function judgeRun(
  room: Workroom,
  { record, baselines, against, confirmed }: Judged,
): Promise<Verdict> {
  const at = room.world.now().toISOString();
  const further: FurtherEvidence = {
    ...(await measureGuards(room, record, against)),
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(against === undefined ? {} : await measureBase(room, { record, baselines }, against)),
  };
  const comparable = await rescoreBaselines(room, baselines);
  return judge(gatherEvidence(room.project, { record, baselines: comparable, at }, further));
}

async function measureBase(
  room: Workroom,
  judged: Pick<Judged, 'record' | 'baselines'>,
  against: string,
): Promise<FurtherEvidence> {
  const base = await openBase(room.world, room.project, against);
  try {
    return {
      basePolicies: policiesOf(base.project),
      oldRulers: await judgeOldRulers({ head: room, base, ...judged }),
    };
  } finally {
    await base.remove();
  }
}
