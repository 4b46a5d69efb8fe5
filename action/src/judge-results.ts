import type { RunRecord, Verdict } from '@pawl/core';
import { judge } from '@pawl/gate';
import type { Trend } from '@pawl/report';

import { readTrends } from './baseline/read-trends.ts';
import { collectEvidence } from './collect-evidence.ts';
import type { Collected } from './collect-evidence.ts';
import type { Desk } from './desk.ts';
import { readCommit } from './git.ts';
import { openResults } from './results/read-results.ts';

/** A run that was judged, with all that led there. */
export interface Judged {
  readonly kind: 'judged';
  readonly record: RunRecord;
  readonly verdict: Verdict;
  readonly collected: Collected;
  /** Read only where a comment will show them. */
  readonly trends: readonly Trend[];
}

/** Reads the results as hostile data and judges them; runs none of the change's code. */
export async function judgeResults(
  desk: Desk,
  folder: string = desk.inputs.results,
): Promise<Judged> {
  const run = await openResults(folder, { commits: await testedCommits(desk) });
  const { record } = run;
  const collected = await collectEvidence(desk, run);
  const verdict = judge(collected.evidence);
  const { base } = collected;
  const isShown = desk.trigger.kind === 'pull-request' && verdict.outcome !== 'pass';
  const trends = isShown && base !== undefined ? await readTrends(desk, record, base.commit) : [];
  return { kind: 'judged', record, verdict, collected, trends };
}

/** The commit that the runner was told to test, the head of the change, and what lies in the checkout between them. */
async function testedCommits({ trigger, world, git }: Desk): Promise<string[]> {
  // On `pull_request_target` the runner names the base: results of the base are no results of the change.
  if (trigger.kind === 'pull-request' && trigger.measuredOn !== undefined)
    return [trigger.measuredOn];
  const named = trigger.event === 'pull_request_target' ? [] : [world.env['GITHUB_SHA'] ?? ''];
  const commits = [trigger.headSha, ...named];
  const checkout = (await git.ask('rev-parse', 'HEAD'))?.trim();
  if (checkout === undefined || commits.includes(checkout)) return commits;
  const merged = await readCommit(git, checkout);
  return merged?.parents[1] === trigger.headSha ? [...commits, checkout] : commits;
}
