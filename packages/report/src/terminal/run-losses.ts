import type { Fault, RunRecord, Score } from '@pawl/core';

import { count } from '../numbers.ts';
import { own, quote, say, type Phrase } from '../phrase.ts';
import { phraseFault } from '../words/fault.ts';
import type { Canvas } from './canvas.ts';
import { layOut } from './sentence.ts';

/** Faulted trials and missing scores by their kind, each with one example and what to do. */
export function layOutLosses(record: RunRecord, canvas: Canvas): string[] {
  const { faults, unscored } = countLosses(record);
  const kinds = [...faults.values()].toSorted((a, b) => b.many - a.many);
  const scorers = [...unscored.values()].toSorted((a, b) => b.many - a.many);
  if (kinds.length + scorers.length === 0) return [];
  return [
    canvas.paint.bold('Missing'),
    ...kinds.slice(0, 6).flatMap(({ many, example }) => layOutFault(many, example, canvas)),
    ...scorers
      .slice(0, 6)
      .flatMap(({ many, scorer, reason }) =>
        layOutLoss(
          say`${own(`${count(many)} unscored by `)}${scorer}: ${quote(reason)}`,
          undefined,
          canvas,
        ),
      ),
  ];
}

interface FaultCount {
  readonly example: Fault;
  many: number;
}

interface UnscoredCount {
  readonly scorer: string;
  readonly reason: string;
  many: number;
}

interface Losses {
  readonly faults: ReadonlyMap<string, FaultCount>;
  readonly unscored: ReadonlyMap<string, UnscoredCount>;
}

function countLosses(record: RunRecord): Losses {
  const faults = new Map<string, FaultCount>();
  const unscored = new Map<string, UnscoredCount>();
  const trials = record.cells.flatMap((cell) => cell.cases).flatMap((one) => one.trials);
  for (const trial of trials) {
    if (trial.kind === 'faulted') addFault(faults, trial.fault);
    else for (const score of trial.scores) addUnscored(unscored, score);
  }
  return { faults, unscored };
}

function addFault(faults: Map<string, FaultCount>, fault: Fault): void {
  const known = faults.get(fault.code);
  if (known === undefined) faults.set(fault.code, { example: fault, many: 1 });
  else known.many += 1;
}

function addUnscored(unscored: Map<string, UnscoredCount>, score: Score): void {
  if (score.kind === 'scored') return;
  const known = unscored.get(score.scorer);
  if (known === undefined) unscored.set(score.scorer, { ...score, many: 1 });
  else known.many += 1;
}

function layOutFault(many: number, example: Fault, canvas: Canvas): string[] {
  const { message, hint } = phraseFault(example);
  return layOutLoss(say`${own(`${count(many)} × `)}${message}`, hint, canvas);
}

function layOutLoss(what: Phrase, hint: Phrase | undefined, { width, paint }: Canvas): string[] {
  return [
    ...layOut(what, { width, indent: 2, mark: '!', markColour: paint.yellow }),
    ...(hint === undefined ? [] : layOut(hint, { width, indent: 4, mark: '→' })),
  ];
}
