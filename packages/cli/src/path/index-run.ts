import type { RunRecord, RunSummary } from '@pawl/core';
import { openRunIndex } from '@pawl/runner';

/** Puts a run into the history. */
export function indexRun(root: string, record: RunRecord, summary: RunSummary): void {
  const index = openRunIndex(root);
  try {
    index.indexRun(record, summary);
  } finally {
    index.close();
  }
}
