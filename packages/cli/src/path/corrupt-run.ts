import { basename, dirname } from 'node:path';

import { exitCodes, type Verdict } from '@pawl/core';
import { isCorruptRun, type RunStore } from '@pawl/runner';

import { keepVerdict } from './keep-verdict.ts';

/** A journal with a damaged line. */
export interface CorruptRun {
  readonly path: string;
  readonly line: number;
}

/** The verdict on a run whose record is damaged: none. */
export function corruptVerdict({ path }: CorruptRun): Verdict {
  return {
    format: 1,
    runId: basename(dirname(path)),
    outcome: 'inconclusive',
    reason: 'corrupt',
    exitCode: exitCodes.inconclusive,
    findings: [],
    comparisons: [],
  };
}

/** Reads what a verdict stands on; where it is damaged, a verdict that was reached before does not stay behind. */
export async function unlessCorrupt<T>(store: RunStore, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isCorruptRun(error)) await keepVerdict(store, corruptVerdict(error));
    throw error;
  }
}
