import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parseBaseline } from '@pawl/core';
import type { RunFacts } from '@pawl/report/pages';
import { openWorkTree } from '@pawl/runner';

import { foldBaselineFacts } from './fold-baseline-facts.ts';

/** The committed baselines as runs, for those whose own records are not here. */
export async function readBaselines(
  root: string,
  evals: string,
  known: ReadonlySet<string>,
): Promise<readonly RunFacts[]> {
  const files = await openWorkTree(root).find(['*/*.jsonl'], `${evals}/baselines`);
  const facts = await Promise.all(files.map((file) => readBaseline(join(root, file))));
  return facts.flatMap((one) => (one === undefined || known.has(one.runId) ? [] : [one]));
}

async function readBaseline(path: string): Promise<RunFacts | undefined> {
  const reading = parseBaseline(await readFile(path, 'utf8'));
  return reading.kind === 'baseline' ? foldBaselineFacts(reading.baseline) : undefined;
}
