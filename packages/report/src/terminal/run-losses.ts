import type { Fault, RunRecord, Score } from '@pawl/core';

import { count } from '../numbers.ts';
import { listNames, own, quote, say, type Phrase } from '../phrase.ts';
import { phraseFault } from '../words/fault.ts';
import type { Canvas } from './canvas.ts';
import { layOut } from './sentence.ts';

/** Faulted trials and missing scores by their kind, each with one example, its cases and what to do. */
export function layOutLosses(record: RunRecord, canvas: Canvas): string[] {
  const { faults, unscored } = countLosses(record);
  const kinds = [...faults.values()].toSorted((a, b) => b.many - a.many);
  const scorers = [...unscored.values()].toSorted((a, b) => b.many - a.many);
  if (kinds.length + scorers.length === 0) return [];
  return [
    canvas.paint.bold('Missing'),
    ...kinds.slice(0, 6).flatMap((kind) => layOutFault(kind, canvas)),
    ...scorers
      .slice(0, 6)
      .flatMap(({ many, scorer, reason, cases }) =>
        layOutLoss(
          say`${own(`${count(many)} unscored by `)}${scorer}: ${quote(reason)}${namely(cases)}`,
          undefined,
          canvas,
        ),
      ),
  ];
}

/** Cases in the order of the plan, and how many trials of theirs it was. */
interface Lost {
  readonly cases: Set<string>;
  many: number;
}

interface FaultCount extends Lost {
  readonly example: Fault;
}

interface UnscoredCount extends Lost {
  readonly scorer: string;
  readonly reason: string;
}

interface Losses {
  readonly faults: ReadonlyMap<string, FaultCount>;
  readonly unscored: ReadonlyMap<string, UnscoredCount>;
}

function countLosses(record: RunRecord): Losses {
  const faults = new Map<string, FaultCount>();
  const unscored = new Map<string, UnscoredCount>();
  for (const { case: id, trials } of record.cells.flatMap((cell) => cell.cases)) {
    for (const trial of trials) {
      if (trial.kind === 'faulted') addFault(faults, id, trial.fault);
      else trial.scores.forEach((score) => addUnscored(unscored, id, score));
    }
  }
  return { faults, unscored };
}

function addFault(faults: Map<string, FaultCount>, id: string, fault: Fault): void {
  const known = faults.get(fault.code) ?? { example: fault, cases: new Set(), many: 0 };
  known.cases.add(id);
  known.many += 1;
  faults.set(fault.code, known);
}

function addUnscored(unscored: Map<string, UnscoredCount>, id: string, score: Score): void {
  if (score.kind === 'scored') return;
  const { scorer, reason } = score;
  const known = unscored.get(scorer) ?? { scorer, reason, cases: new Set(), many: 0 };
  known.cases.add(id);
  known.many += 1;
  unscored.set(scorer, known);
}

function layOutFault({ many, example, cases }: FaultCount, canvas: Canvas): string[] {
  const { message, hint } = phraseFault(example);
  return layOutLoss(say`${own(`${count(many)} × `)}${message}${namely(cases)}`, hint, canvas);
}

const namely = (cases: ReadonlySet<string>): Phrase => say` (${listNames([...cases], 3)})`;

function layOutLoss(what: Phrase, hint: Phrase | undefined, { width, paint }: Canvas): string[] {
  return [
    ...layOut(what, { width, indent: 2, mark: '!', markColour: paint.yellow }),
    ...(hint === undefined ? [] : layOut(hint, { width, indent: 4, mark: '→' })),
  ];
}
