import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseBaseline } from '@pawl/core';
import type { RunFacts } from '@pawl/report/pages';
import { oldFiles, openWorkTree, refFiles } from '@pawl/runner';

import { foldBaselineFacts } from './fold-baseline-facts.ts';

/** Where the action keeps a baseline of each measured commit: refs that are never moved. */
const actionRefs = { prefix: 'refs/pawl/v1', file: 'baseline.jsonl' } as const;

/**
 * Baselines as runs, for those whose own records are not here: the files of the working tree, those of older commits,
 * and those of the action's refs as far as they were fetched.
 */
export async function readBaselines(
  root: string,
  evals: string,
  known: ReadonlySet<string>,
): Promise<readonly RunFacts[]> {
  const runs = new Map<string, RunFacts>();
  for await (const text of baselineTexts(root, `${evals}/baselines`)) {
    const facts = foldText(text);
    if (facts !== undefined && !known.has(facts.runId))
      runs.set(facts.runId, joinCells(runs.get(facts.runId), facts));
  }
  return [...runs.values()];
}

async function* baselineTexts(root: string, folder: string): AsyncGenerator<string> {
  for (const file of await openWorkTree(root).find(['*/*.jsonl'], folder))
    yield await readFile(join(root, file), 'utf8');
  yield* oldFiles(root, folder);
  yield* refFiles(root, actionRefs);
}

function foldText(text: string): RunFacts | undefined {
  const reading = parseBaseline(text);
  return reading.kind === 'baseline' ? foldBaselineFacts(reading.baseline) : undefined;
}

/** A run was accepted set by set: its baselines are one run, and the first text of a set on a target stands. */
function joinCells(before: RunFacts | undefined, facts: RunFacts): RunFacts {
  if (before === undefined) return facts;
  const fresh = facts.cells.filter(({ set, target }) =>
    before.cells.every((cell) => cell.set !== set || cell.target !== target),
  );
  const trials = fresh.reduce((sum, cell) => sum + cell.trials, before.planned);
  const counts = { planned: trials, executed: trials, scored: trials };
  return { ...before, ...counts, cells: [...before.cells, ...fresh] };
}
