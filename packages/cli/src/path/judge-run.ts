import type { BaselineAnswer, RunRecord, Verdict } from '@pawl/core';
import { judge, type OldRuler } from '@pawl/gate';
import { resolveRevision } from '@pawl/runner';

import { baseCommit } from './base-commit.ts';
import { openBase } from './base-definitions.ts';
import { measureGuards } from './base-guards.ts';
import { gatherEvidence, policiesOf, type FurtherEvidence } from './gather-evidence.ts';
import { judgeOldRulers, type OldRulerQuestion } from './judge-old-rulers.ts';
import { rescoreBaselines } from './rescore-baselines.ts';
import { tellPastFlips } from './tell-past-flips.ts';
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
  { record, baselines, against: named, confirmed }: Judged,
): Promise<Verdict> {
  room.world.stage?.('judging the run');
  const at = room.world.now().toISOString();
  const further: FurtherEvidence = {
    ...(await measureGuards(room, record, named)),
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(await layOnBothRulers(room, {
      record,
      baselines,
      ...(named === undefined ? {} : { against: named }),
    })),
  };
  const comparable = await rescoreBaselines(room, baselines);
  const verdict = judge(
    gatherEvidence(room.project, { record, baselines: comparable, at }, further),
  );
  return tellPastFlips(room, record, verdict);
}

/** Both rulers where a base is named. Where none is and the ruler moved, the old one may only accuse: it excuses nothing. */
async function layOnBothRulers(
  room: Workroom,
  { record, baselines, against }: Omit<Judged, 'confirmed'>,
): Promise<FurtherEvidence> {
  if (against !== undefined)
    return measureBase(room, { record, baselines, basePolicies: true }, against);
  const base = await baseOfMovedRuler(room, record, baselines);
  if (base === undefined) return {};
  const asked = { record, baselines, basePolicies: false };
  const { oldRulers = [] } = await measureBase(room, asked, base);
  const baseKnown = base !== (await resolveRevision(room.project.root, 'HEAD'));
  return { oldRulers: oldRulers.flatMap(accusation), baseKnown };
}

function accusation(ruler: OldRuler): OldRuler[] {
  const comparisons = (ruler.comparisons ?? []).filter(({ lostCases }) => lostCases.length > 0);
  const { hard = [] } = ruler;
  return comparisons.length + hard.length === 0 ? [] : [{ ...ruler, comparisons, hard }];
}

/** The base's commit where the ruler moved since the baseline: then both rulers are laid on without being asked for. */
async function baseOfMovedRuler(
  { project, world }: Workroom,
  record: RunRecord,
  baselines: readonly BaselineAnswer[],
): Promise<string | undefined> {
  const moved = baselines.some((answer) => answer.kind === 'found' && rulerMoved(record, answer));
  return moved ? (await baseCommit(project.root, world.env))?.commit : undefined;
}

function rulerMoved(
  record: RunRecord,
  { set: name, baseline }: Extract<BaselineAnswer, { readonly kind: 'found' }>,
): boolean {
  const set = record.sets.find((one) => one.name === name);
  if (set === undefined) return false;
  const scorers = new Map(set.scorers.map((one) => [one.name, one.digest]));
  const hashes = new Map(set.cases.map((one) => [one.id, one.hash]));
  return (
    Object.entries(baseline.header.scorers).some(([id, digest]) => scorers.get(id) !== digest) ||
    [...baseline.cases.values()].some((one) => hashes.get(one.case) !== one.hash)
  );
}

async function measureBase(
  room: Workroom,
  judged: Pick<OldRulerQuestion, 'record' | 'baselines' | 'basePolicies'>,
  against: string,
): Promise<FurtherEvidence> {
  const base = await openBase(room.world, room.project, against);
  try {
    return {
      baseKnown: true,
      basePolicies: policiesOf(base.project),
      oldRulers: await judgeOldRulers({ head: room, base, ...judged }),
    };
  } finally {
    await base.remove();
  }
}
