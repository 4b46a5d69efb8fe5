import { headParents, mergeBase, resolveRevision } from '@pawl/runner';

/** The commit that the candidate was built from, and which rule found it. */
export interface BaseCommit {
  readonly commit: string;
  /** For people: `main (merge base)`, `the pull request's base`. */
  readonly label: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The base commit: on GitHub what the checked-out tree was built from (parent 1 of the merge commit,
 * the merge base, or the commit before a push), elsewhere the merge base with the default branch.
 */
export async function baseCommit(
  root: string,
  env: Env,
  against?: string,
): Promise<BaseCommit | undefined> {
  if (against !== undefined) {
    const named = await resolveRevision(root, against);
    return named === undefined ? undefined : { commit: named, label: against };
  }
  const head = await resolveRevision(root, 'HEAD');
  if (head === undefined) return undefined;
  if ((env['GITHUB_EVENT_NAME'] ?? '') === '') return fromDefaultBranch(root);
  const [first, second] = (await headParents(root)) ?? [];
  if (first !== undefined && second !== undefined)
    return { commit: first, label: 'the base of this merge' };
  const branch = env['GITHUB_BASE_REF'] ?? '';
  if (branch !== '') return fromBranch(root, `origin/${branch}`);
  return first === undefined ? undefined : { commit: first, label: 'the commit before' };
}

async function fromDefaultBranch(root: string): Promise<BaseCommit | undefined> {
  const commit = await mergeBase(root);
  return commit === undefined ? undefined : { commit, label: `${commit.slice(0, 7)} (merge base)` };
}

async function fromBranch(root: string, branch: string): Promise<BaseCommit | undefined> {
  const commit = await mergeBase(root, branch);
  return commit === undefined
    ? undefined
    : { commit, label: `${commit.slice(0, 7)} (merge base with ${branch})` };
}
