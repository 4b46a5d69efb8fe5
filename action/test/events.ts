import { payloadOf } from './webhooks.ts';

/** What is special about a pull request's event. */
export interface PullRequestShape {
  readonly headSha: string;
  readonly baseSha: string;
  readonly headRepo?: string | null;
  readonly author?: string;
  readonly headRef?: string;
}

const owner = { login: 'o' };
const repository = { full_name: 'o/r', default_branch: 'main', owner, name: 'r' };
const repo = { full_name: 'o/r', name: 'r', owner };

/** A pull request, number 5, from `change` into `main`, with every field that its webhook requires. */
export function pullRequestEvent(shape: PullRequestShape, event = 'pull_request'): unknown {
  const from = shape.headRepo === undefined ? 'o/r' : shape.headRepo;
  const review = event === 'pull_request_review';
  const own = {
    action: review ? 'submitted' : 'synchronize',
    repository,
    ...(review ? {} : { number: 5, before: '1'.repeat(40), after: shape.headSha }),
    pull_request: {
      number: 5,
      state: 'open',
      user: { login: shape.author ?? 'alice' },
      head: {
        sha: shape.headSha,
        ref: shape.headRef ?? 'change',
        repo: from === null ? null : { ...repo, full_name: from },
      },
      base: { sha: shape.baseSha, ref: 'main', repo },
    },
  };
  return payloadOf(review ? 'pull-request-review-submitted' : 'pull-request-synchronize', own);
}

/** A merge queue's group. */
export function mergeGroupEvent(headSha: string, baseSha: string): unknown {
  return payloadOf('merge-group-checks-requested', {
    action: 'checks_requested',
    repository,
    merge_group: {
      head_sha: headSha,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-5-${headSha}`,
      base_sha: baseSha,
      base_ref: 'refs/heads/main',
    },
  });
}

/** A push or a start by hand; a schedule has no webhook, and its payload is a part of theirs. */
export function branchEvent(event = 'push', own: object = {}): unknown {
  if (event === 'schedule') return { repository, schedule: '17 5 * * 1', workflow: 'evals.yml' };
  const webhook = event === 'push' ? 'push' : 'workflow-dispatch';
  return payloadOf(webhook, { repository, ref: 'refs/heads/main', ...own });
}
