import { openRunIndex } from '@pawl/runner';

/** Tells the history that a run goes on; the next who asks for the history reads its record again. */
export function reopenInIndex(root: string, runId: string): void {
  const index = openRunIndex(root);
  try {
    index.reopen(runId);
  } finally {
    index.close();
  }
}
