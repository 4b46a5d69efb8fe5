import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseBaseline, type Baseline, type RunRecord } from '@pawl/core';
import type { RunFacts } from '@pawl/report/pages';
import { oldFiles, openWorkTree, refFiles } from '@pawl/runner';

import { baselineRecord } from './baseline-record.ts';
import { foldBaselineFacts } from './fold-baseline-facts.ts';

/** Where the action keeps a baseline of each measured commit: refs that are never moved. */
const actionRefs = { prefix: 'refs/pawl/v1', file: 'baseline.jsonl' } as const;

/** Accepted runs, whether their own records are here or not. */
export interface AcceptedRuns {
  readonly runs: readonly RunFacts[];
  /** What was accepted of a run, as its record; nothing where no baseline names the run. */
  readonly record: (runId: string) => RunRecord | undefined;
}

/**
 * Baselines as runs: the files of the working tree, those of older commits, and those of the action's refs as far as they
 * were fetched.
 */
export async function readBaselines(root: string, evals: string): Promise<AcceptedRuns> {
  const runs = new Map<string, RunFacts>();
  const texts = new Map<string, string[]>();
  for await (const text of baselineTexts(root, `${evals}/baselines`)) {
    const baseline = parse(text);
    if (baseline === undefined) continue;
    const { runId } = baseline.header;
    runs.set(runId, joinCells(runs.get(runId), foldBaselineFacts(baseline)));
    texts.set(runId, [...(texts.get(runId) ?? []), text]);
  }
  return {
    runs: [...runs.values()],
    record: (runId) => baselineRecord(firstOfEach(texts.get(runId) ?? [])),
  };
}

async function* baselineTexts(root: string, folder: string): AsyncGenerator<string> {
  for (const file of await openWorkTree(root).find(['*/*.jsonl'], folder))
    yield await readFile(join(root, file), 'utf8');
  yield* oldFiles(root, folder);
  yield* refFiles(root, actionRefs);
}

function parse(text: string): Baseline | undefined {
  const reading = parseBaseline(text);
  return reading.kind === 'baseline' ? reading.baseline : undefined;
}

/** The first text of a set on a target stands. */
function firstOfEach(texts: readonly string[]): readonly Baseline[] {
  const found = texts.flatMap((text) => parse(text) ?? []);
  const keyOf = ({ header }: Baseline): string => JSON.stringify([header.set, header.target]);
  const known = new Map(found.toReversed().map((one) => [keyOf(one), one]));
  return [...known.values()].toReversed();
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
