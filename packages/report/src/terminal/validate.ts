import type { Problem } from '@pawl/core';

import { count, counted, points } from '../numbers.ts';
import { own, say, type Phrase } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { layOutProblems } from './problems.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing, type Cell } from './table.ts';

/** What a set is, and what it could see. */
export interface ValidatedSet {
  readonly name: string;
  readonly version: string;
  readonly owner: string;
  readonly cases: number;
  readonly disabled: number;
  /** Cases that guard an incident. */
  readonly guards: number;
  /** A share. */
  readonly margin: number;
  /** Distinct cases needed before *held* can be said at this margin. */
  readonly needed: number;
  /** The smallest drop that it could show; left out where it cannot be said. */
  readonly detectable?: number;
  /** What the change against a git ref needs. */
  readonly change?: SetChange;
}

/** How a set differs from what it was. */
export interface SetChange {
  readonly bump: 'major' | 'minor' | 'patch' | 'none';
  readonly before?: string;
  readonly enough: boolean;
  /** `added 3`, `removed 1`, `re-owned`, … */
  readonly what: readonly string[];
}

/** A set that is there no more. */
export interface GoneSet {
  readonly name: string;
  /** How many cases it had. */
  readonly cases: number;
}

/** What validation found. */
export interface ValidateView {
  readonly sets: readonly ValidatedSet[];
  readonly gone?: readonly GoneSet[];
  readonly problems: readonly Problem[];
}

/** The sets that are in order, what they could see, and what is wrong. */
export function renderValidate(
  { sets, gone = [], problems }: ValidateView,
  canvas: Canvas,
): string {
  const columns = [
    { title: 'set', least: 10 },
    { title: 'version' },
    { title: 'owner', least: 8, keep: 3 },
    { title: 'cases', align: 'right' as const, keep: 9 },
    { title: 'disabled', align: 'right' as const, keep: 2 },
    { title: 'guards', align: 'right' as const, keep: 4 },
    { title: 'margin', align: 'right' as const, keep: 5 },
    { title: 'needs', align: 'right' as const, keep: 6 },
    { title: 'sees from', align: 'right' as const, keep: 7 },
  ];
  const rows = sets.map((set) => readSet(set, canvas));
  return stack([
    rows.length === 0 ? [] : layOutTable(columns, rows, { ...canvas, indent: 0 }),
    sets.flatMap((set) => layOutSight(set, canvas)),
    sets.flatMap((set) => layOutChange(set, canvas)),
    gone.flatMap((set) => layOutGone(set, canvas)),
    layOutProblems(problems, canvas),
    layOutSum(problems, sets, canvas),
  ]);
}

function readSet(set: ValidatedSet, { paint }: Canvas): readonly Cell[] {
  const short = set.cases < set.needed;
  return [
    set.name,
    set.version,
    set.owner,
    short ? { text: count(set.cases), colour: paint.yellow } : count(set.cases),
    set.disabled === 0 ? nothing : count(set.disabled),
    set.guards === 0 ? nothing : count(set.guards),
    points(set.margin),
    count(set.needed),
    set.detectable === undefined ? nothing : points(set.detectable),
  ];
}

function layOutSight(set: ValidatedSet, { width, paint }: Canvas): string[] {
  const { cases, needed, margin, detectable } = set;
  if (cases >= needed) return [];
  const sight =
    detectable === undefined
      ? ''
      : `; a drop below ${points(detectable)} points would not be visible`;
  const text = `: ${counted(cases, 'case')} cannot show that nothing got worse by ${points(margin)} points (${count(needed)} needed)${sight}`;
  return layOut(say`${set.name}${own(text)}`, { width, mark: '!', markColour: paint.yellow });
}

function layOutGone({ name, cases }: GoneSet, { width, paint }: Canvas): string[] {
  return layOut(say`${name}: the set is gone, with ${own(counted(cases, 'case'))}`, {
    width,
    mark: '!',
    markColour: paint.yellow,
  });
}

function layOutChange(set: ValidatedSet, { width, paint }: Canvas): string[] {
  const { change } = set;
  if (change === undefined || (change.enough && change.what.length === 0)) return [];
  return layOut(tellChange(set, change), {
    width,
    mark: change.enough ? '✓' : '✗',
    markColour: change.enough ? paint.green : paint.red,
  });
}

function tellChange(set: ValidatedSet, change: SetChange): Phrase {
  const what = say`${set.name}: ${change.what.join(', ')}`;
  if (change.bump === 'none' && change.before !== undefined && !change.enough)
    return say`${set.name}: version ${set.version} lies behind ${change.before}`;
  if (change.bump === 'none' || change.before === undefined) return what;
  const needs = say`${what}; this needs a ${own(change.bump)} bump`;
  return change.enough
    ? say`${needs}, and has it: ${change.before} → ${set.version}`
    : say`${needs}: write version ${nextVersion(change.before, change.bump)} instead of ${set.version}`;
}

const levels = ['major', 'minor', 'patch'] as const;

function nextVersion(before: string, bump: (typeof levels)[number]): string {
  const level = levels.indexOf(bump);
  return levels
    .map((_, at) => {
      const part = Number(before.split('.')[at] ?? 0);
      if (at < level) return part;
      return at === level ? part + 1 : 0;
    })
    .join('.');
}

function layOutSum(
  problems: readonly Problem[],
  sets: readonly ValidatedSet[],
  canvas: Canvas,
): string[] {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const { width, paint } = canvas;
  if (errors > 0) {
    const text = `${counted(errors, 'mistake')}; nothing was run`;
    return layOut(text, { width, mark: '✗', markColour: paint.red });
  }
  const behind = sets.filter((set) => set.change?.enough === false).length;
  if (behind > 0) {
    const text = `${counted(behind, 'set')} changed without the version that says so`;
    return layOut(text, { width, mark: '✗', markColour: paint.red });
  }
  return layOut(`${counted(sets.length, 'set')} in order`, {
    width,
    mark: '✓',
    markColour: paint.green,
  });
}
