import { z } from 'zod';

import { ApiError, isApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
import { readCommit } from '../git.ts';
import type { Git } from '../git.ts';
import type { Trigger } from '../trigger.ts';

/** The commit that the candidate was built from, and the rule by which it was found. */
export interface BaseCommit {
  readonly commit: string;
  readonly rule:
    | 'merge-parent'
    | 'merge-group'
    | 'merge-base'
    | 'first-parent'
    | 'same-commit'
    | 'event';
  /** Set where a better rule could not be used. */
  readonly warning?: string;
}

/** Where the base commit is looked for. */
export interface BaseSources {
  readonly git: Git;
  readonly api: Api;
}

/** Finds what the tested commit was built from, by walking git and never by listing workflow runs. */
export function findBaseCommit(
  trigger: Trigger,
  tested: string,
  sources: BaseSources,
): Promise<BaseCommit | undefined> {
  switch (trigger.kind) {
    case 'merge-group':
      return Promise.resolve({ commit: trigger.baseSha, rule: 'merge-group' });
    case 'pull-request':
      return baseOfPullRequest(trigger, tested, sources);
    case 'branch':
      return baseOfBranch(trigger, sources);
  }
}

type PullRequest = Extract<Trigger, { readonly kind: 'pull-request' }>;
type Branch = Extract<Trigger, { readonly kind: 'branch' }>;

/** Parent 1 of the measured merge commit; where the head itself was measured, the merge base. */
async function baseOfPullRequest(
  trigger: PullRequest,
  tested: string,
  sources: BaseSources,
): Promise<BaseCommit> {
  if (trigger.measuredOn !== undefined) return { commit: trigger.measuredOn, rule: 'same-commit' };
  const parents = tested === trigger.headSha ? [] : await parentsOf(tested, sources);
  const [first, second] = parents ?? [];
  if (first !== undefined && second === trigger.headSha) {
    return { commit: first, rule: 'merge-parent' };
  }
  const { api } = sources;
  const base =
    (await tryMergeBase(api, trigger.baseRef, trigger.headSha)) ??
    (await tryMergeBase(api, trigger.baseSha, trigger.headSha));
  if (base !== undefined) return { commit: base, rule: 'merge-base' };
  const warning =
    'The merge base could not be found, so the base named by the event was measured; it may be older than the tested tree.';
  return { commit: trigger.baseSha, rule: 'event', warning };
}

const comparison = z.object({ merge_base_commit: z.object({ sha: z.string() }) });

async function mergeBase(api: Api, base: string, head: string): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const answer = await api.ask(comparison, route, { basehead: `${base}...${head}`, per_page: 1 });
  return answer.merge_base_commit.sha;
}

async function tryMergeBase(api: Api, base: string, head: string): Promise<string | undefined> {
  try {
    return await mergeBase(api, base, head);
  } catch (error) {
    if (isApiError(error)) return undefined;
    throw error;
  }
}

/**
 * A push to the default branch is held against the commit before. A schedule and a start by hand measure the same commit
 * again: what moved is the world. On another branch, whose earlier commits nobody reviewed, the merge base decides.
 */
async function baseOfBranch(
  { event, ref, headSha, defaultBranch }: Branch,
  sources: BaseSources,
): Promise<BaseCommit | undefined> {
  const onDefault = event === 'schedule' || ref === `refs/heads/${defaultBranch}`;
  if (!onDefault) {
    const base = await mergeBase(sources.api, defaultBranch, headSha);
    if (base !== headSha) return { commit: base, rule: 'merge-base' };
  }
  if (event !== 'push') return { commit: headSha, rule: 'same-commit' };
  const parents = await parentsOf(headSha, sources);
  if (parents === undefined) throw new ApiError('missing', `GitHub does not know ${headSha}`);
  const [first] = parents;
  return first === undefined ? undefined : { commit: first, rule: 'first-parent' };
}

/** Undefined where neither the clone nor GitHub knows the commit, which is not a commit without parents. */
async function parentsOf(
  commit: string,
  { git, api }: BaseSources,
): Promise<readonly string[] | undefined> {
  const local = await readCommit(git, commit);
  return local?.parents ?? (await commitFromApi(api, commit))?.parents;
}

const commitSchema = z.object({
  sha: z.string(),
  tree: z.object({ sha: z.string() }),
  parents: z.array(z.object({ sha: z.string() })),
});

/** A commit as the API tells it. */
export interface KnownCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

/** One commit by its SHA; undefined where GitHub does not know it. */
export async function commitFromApi(api: Api, sha: string): Promise<KnownCommit | undefined> {
  try {
    const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
    const found = await api.ask(commitSchema, route, { commit_sha: sha });
    const parents = found.parents.map((parent) => parent.sha);
    return { sha: found.sha, tree: found.tree.sha, parents };
  } catch (error) {
    if (isApiError(error) && error.trouble === 'missing') return undefined;
    throw error;
  }
}
