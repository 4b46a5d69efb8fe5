import type { Verdict } from '@pawl/core';
import { verdictDocument } from '@pawl/report';
import type { RunStore } from '@pawl/runner';

/** Writes `verdict.json` into the run's folder. */
export async function keepVerdict(store: RunStore, verdict: Verdict): Promise<void> {
  await store.writeJson(verdict.runId, 'verdict.json', verdictDocument(verdict));
}
