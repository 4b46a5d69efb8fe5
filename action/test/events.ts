/** Payloads of the events that start workflows, with the fields that GitHub's webhooks carry. */
export interface PullRequestShape {
  readonly headSha: string;
  readonly baseSha: string;
  readonly headRepo?: string | null;
  readonly author?: string;
  readonly headRef?: string;
}

const repository = { full_name: 'o/r', default_branch: 'main', owner: { login: 'o' }, name: 'r' };

/** A pull request, number 5, from `change` into `main`. */
export function pullRequestEvent(shape: PullRequestShape): unknown {
  const repo = shape.headRepo === undefined ? 'o/r' : shape.headRepo;
  return {
    action: 'synchronize',
    number: 5,
    repository,
    pull_request: {
      number: 5,
      state: 'open',
      user: { login: shape.author ?? 'alice' },
      head: {
        sha: shape.headSha,
        ref: shape.headRef ?? 'change',
        repo: repo === null ? null : { full_name: repo },
      },
      base: { sha: shape.baseSha, ref: 'main', repo: { full_name: 'o/r' } },
    },
  };
}

/** A merge queue's group. */
export function mergeGroupEvent(headSha: string, baseSha: string): unknown {
  return {
    action: 'checks_requested',
    repository,
    merge_group: {
      head_sha: headSha,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-5-${headSha}`,
      base_sha: baseSha,
      base_ref: 'refs/heads/main',
    },
  };
}

/** A push, a schedule or a start by hand. */
export function branchEvent(): unknown {
  return { repository, ref: 'refs/heads/main' };
}
