import type { CaseStamp, RuleChange, TrialRecord } from '@pawl/core';

import { guardingScorers, readHard, type HardReading } from './case-duty.ts';
import { viewCells, type CellView } from './cell-view.ts';
import type { GateEvidence } from './evidence.ts';
import { isRescored } from './is-rescored.ts';
import { passMark } from './pass-mark.ts';

/** A case that must pass in the base, on head's answer to the base's question. */
export interface OldHardCase {
  readonly case: string;
  /** The incidents that it guards in the base. */
  readonly incidents: readonly string[];
  /** `unasked`: head asks another question. `unread`: a scorer of the base gave no score to an answer. */
  readonly state: 'passed' | 'failed' | 'unread' | 'unasked';
  /** How head's answer did; there where it failed. */
  readonly reading?: HardReading;
  /** The base's definition is the one that gave the accepted values. */
  readonly accepted: boolean;
}

/** A case of the base that must pass, and whether head asked its question. */
export interface HardQuestion {
  readonly case: string;
  readonly incidents: readonly string[];
  readonly asked: boolean;
}

/** Reads the base's hard cases from head's outputs, scored under the base's definitions. */
export function readOldHardCases(
  old: Pick<GateEvidence, 'record' | 'baselines' | 'at' | 'basePolicies'>,
  place: { readonly set: string; readonly target: string },
  questions: readonly HardQuestion[],
): OldHardCase[] {
  const cell = viewCells(old).find(
    (one) => one.set.name === place.set && one.target.name === place.target,
  );
  return questions.flatMap((question): OldHardCase[] => {
    const { case: id, incidents, asked } = question;
    if (!asked) return [{ case: id, incidents, state: 'unasked', accepted: false }];
    const stamp = cell?.set.cases.find((one) => one.id === id);
    if (cell === undefined || stamp === undefined) return [];
    return readOldCase(cell, stamp).map((read) => ({ case: id, incidents, ...read }));
  });
}

/** Nothing where head has no answer at all: that is told as missing. */
function readOldCase(
  cell: CellView,
  stamp: CaseStamp,
): Pick<OldHardCase, 'state' | 'reading' | 'accepted'>[] {
  const answered = answersOf(cell, stamp.id).length;
  if (answered === 0) return [];
  const accepted = cell.baseline?.cases.has(stamp.id) === true && !isRescored(cell, stamp.id);
  const scorers = guardingScorers(cell, stamp);
  const reading = readHard(cell, stamp, scorers);
  if (reading !== undefined && reading.scorers.length > 0)
    return [{ state: 'failed', reading, accepted }];
  const isRead = scorers.every((scorer) => {
    const own = cell.arm.byId.get(stamp.id)?.read(scorer.name, passMark(scorer, cell.policy));
    return (own?.trials ?? 0) >= answered;
  });
  return [{ state: isRead ? 'passed' : 'unread', accepted }];
}

function answersOf({ evidence, set, target }: CellView, id: string): readonly TrialRecord[] {
  const cell = evidence.record.cells.find(
    (one) => one.set === set.name && one.target === target.name,
  );
  const trials = cell?.cases.find((one) => one.case === id)?.trials ?? [];
  return trials.filter((trial) => trial.kind === 'answered');
}

/** What the old ruler says of one hard case of a cell; `undefined` where it was not laid on. */
export function oldHardCase(
  { evidence, set, target }: CellView,
  caseId: string,
): (OldHardCase & { readonly edits: readonly RuleChange[] }) | undefined {
  for (const ruler of evidence.oldRulers ?? []) {
    if (ruler.set !== set.name || ruler.target !== target.name) continue;
    const found = ruler.hard?.find((one) => one.case === caseId);
    if (found !== undefined) return { ...found, edits: editsOf(ruler.edits, caseId) };
  }
  return undefined;
}

/** The edits that can touch a case: its own, and those of the set's scorers and rules. */
function editsOf(edits: readonly RuleChange[], caseId: string): readonly RuleChange[] {
  const own = `case ${caseId}`;
  return edits.filter(
    ({ what }) => !what.startsWith('case ') || what === own || what.startsWith(`${own}: `),
  );
}
