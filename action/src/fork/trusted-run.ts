import { exitCodes } from '@pawl/core';
import { headline } from '@pawl/report';

import type { Desk } from '../desk.ts';
import type { ForkJudged } from '../end.ts';
import type { Judged } from '../judge-results.ts';
import { isResultsError } from '../results/results-error.ts';
import { readForkChanges } from './fork-files.ts';
import { putIntoPlace } from './put-into-place.ts';
import { findForkVerdict, storeForkVerdict } from './verdict-ref.ts';

/** In a trusted run, the fork's prompts and cases take their place in the checkout of the default branch. */
export async function layForkData(desk: Desk): Promise<void> {
  const { trigger, world } = desk;
  if (trigger.kind !== 'pull-request' || trigger.measuredOn === undefined) return;
  const changes = await readForkChanges(desk, trigger);
  await putIntoPlace(desk, changes);
  world.log(`Measuring ${changes.size} changed data files of pull request ${trigger.number}.`);
}

/** The verdict of a trusted run is kept for the gate of the fork's own pull request. */
export async function storeIfFork(desk: Desk, judged: Judged): Promise<void> {
  const { trigger } = desk;
  if (trigger.kind !== 'pull-request' || trigger.measuredOn === undefined) return;
  const summary = headline(judged.verdict, judged.record);
  await storeForkVerdict(desk, judged, { trigger, summary });
}

/** What a trusted run said of a fork without results; undefined for everybody else. */
export async function trustedVerdict(desk: Desk, error: unknown): Promise<ForkJudged | undefined> {
  const { trigger } = desk;
  const isFork = trigger.kind === 'pull-request' && trigger.outsider !== undefined;
  if (!isFork || trigger.measuredOn !== undefined) return undefined;
  if (!isResultsError(error) || error.defect !== 'missing') return undefined;
  const verdict = await findForkVerdict(desk, trigger);
  if (verdict === undefined) return undefined;
  return { kind: 'fork-judged', verdict, exitCode: exitCodes[verdict.outcome] };
}
