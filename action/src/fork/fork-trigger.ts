import { UsageError } from '@pawl/core';
import { z } from 'zod';

import type { Api } from '../api.ts';
import type { Inputs } from '../inputs.ts';
import type { BranchTrigger, PullRequestTrigger, Trigger } from '../trigger.ts';

const pullSchema = z.object({
  state: z.string(),
  user: z.object({ login: z.string() }).nullable(),
  head: z.object({ sha: z.string(), ref: z.string() }),
  base: z.object({ sha: z.string(), ref: z.string() }),
});

/**
 * The pull request that a maintainer named when starting the trusted run: exactly the head that was looked at, and only
 * from the default branch, whose workflow no stranger can change. Without such inputs, the event stands.
 */
export async function adoptFork(trigger: Trigger, inputs: Inputs, api: Api): Promise<Trigger> {
  const { forkHead, pullRequest } = inputs;
  if (forkHead === undefined && pullRequest === undefined) return trigger;
  if (forkHead === undefined || pullRequest === undefined) {
    throw refusal('Inputs `pull-request` and `fork-head` belong together.');
  }
  if (!isTrusted(trigger)) {
    throw refusal('A fork is measured only by a `workflow_dispatch` on the default branch.');
  }
  if (inputs.mode === 'auto' || inputs.mode === 'record') {
    throw refusal('A fork is measured by `mode: run` and judged by `mode: gate`, in two jobs.');
  }
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const pull = await api.ask(pullSchema, route, { pull_number: pullRequest });
  if (pull.state !== 'open' || pull.head.sha !== forkHead) {
    throw refusal(`Pull request ${pullRequest} is not open at this head any more.`);
  }
  return toTrigger(pull, pullRequest, trigger);
}

function isTrusted(trigger: Trigger): trigger is BranchTrigger {
  if (trigger.kind !== 'branch' || trigger.event !== 'workflow_dispatch') return false;
  return trigger.ref === `refs/heads/${trigger.defaultBranch}`;
}

function toTrigger(
  pull: z.infer<typeof pullSchema>,
  number: number,
  { event, headSha }: BranchTrigger,
): PullRequestTrigger {
  return {
    kind: 'pull-request',
    event,
    number,
    headSha: pull.head.sha,
    headRef: pull.head.ref,
    baseRef: pull.base.ref,
    baseSha: pull.base.sha,
    author: pull.user?.login ?? 'ghost',
    outsider: 'fork',
    measuredOn: headSha,
  };
}

function refusal(sentence: string): UsageError {
  return new UsageError('bad-fork-run', sentence, {
    hint: 'See "Pull requests from forks" in docs/action.md.',
  });
}
