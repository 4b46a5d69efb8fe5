import type { Comparison } from '@pawl/core';

import { listNames, own, say, type Phrase } from '../phrase.ts';
import { phraseComparison } from '../words/comparison.ts';
import type { Canvas, Colour, Paint } from './canvas.ts';
import { layOutComparisons } from './comparison-table.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

const told = 12;

/** Two runs or targets side by side: a sentence for each comparison, the table, the cases that flipped. */
export function renderComparison(comparisons: readonly Comparison[], canvas: Canvas): string {
  if (comparisons.length === 0) {
    return stack([layOut('Nothing to compare: the two sides have no set in common', canvas)]);
  }
  return stack([
    comparisons.slice(0, told).flatMap((comparison) => layOutState(comparison, canvas)),
    layOutComparisons(comparisons, canvas),
    comparisons.slice(0, told).flatMap((comparison) => layOutFlips(comparison, canvas)),
  ]);
}

function layOutState(comparison: Comparison, { width, paint }: Canvas): string[] {
  const { mark, colour } = lookOf(comparison, paint);
  return layOut(phraseComparison(comparison), { width, mark, markColour: colour });
}

function lookOf({ state }: Comparison, paint: Paint): { mark: string; colour: Colour } {
  if (state === 'regressed') return { mark: '✗', colour: paint.red };
  if (state === 'improved') return { mark: '▲', colour: paint.green };
  if (state === 'held') return { mark: '✓', colour: paint.green };
  return { mark: state === 'unsure' ? '?' : '≠', colour: paint.yellow };
}

function layOutFlips(comparison: Comparison, { width, paint }: Canvas): string[] {
  const kinds: readonly [string, readonly string[], Colour][] = [
    ['lost', comparison.lostCases, paint.red],
    ['gained', comparison.gainedCases, paint.green],
    ['added', comparison.added, paint.dim],
    ['removed', comparison.removed, paint.yellow],
    ['changed', comparison.changed, paint.yellow],
  ];
  const lines = kinds.flatMap(([word, cases, colour]) =>
    cases.length === 0
      ? []
      : layOut(listNames(cases, 12), {
          width,
          indent: 2,
          mark: word.padEnd(7),
          markColour: colour,
        }),
  );
  return lines.length === 0 ? [] : [...layOut(nameCell(comparison), { width }), ...lines];
}

function nameCell({ set, target, scorer }: Comparison): Phrase {
  return say`${set}${own(' · ')}${target}${own(' · ')}${scorer}`;
}
