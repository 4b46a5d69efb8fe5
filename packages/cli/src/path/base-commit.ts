import { dirname, join } from 'node:path';

import { UsageError } from '@pawl/core';
import { defaultBranch, headParents, mergeBase, resolveRevision } from '@pawl/runner';

import type { World } from '../world.ts';
import { isCi, readCiChange, type CiChange } from './ci-variables.ts';
import { isThere } from './is-there.ts';

/** The commit that the candidate was built from, and which rule found it. */
export interface BaseCommit {
  readonly commit: string;
  /** For people: `main (merge base)`, `the pull request's base`. */
  readonly label: string;
}

/** What is known of the base: in CI it is a commit, certainly none, or unknown, which is never green. */
export type Base =
  | ({ readonly kind: 'commit' } & BaseCommit)
  /** `no-repository`: there is nothing that a change could have been made from; `first-commit`: nothing stands before it. */
  | { readonly kind: 'none'; readonly why: 'no-repository' | 'first-commit' }
  | { readonly kind: 'unknown'; readonly why: string };

/** The base commit, where there is one that is known. */
export async function baseCommit(
  root: string,
  env: World['env'],
  against?: string,
): Promise<BaseCommit | undefined> {
  const base = await findBase(root, env, against);
  return base.kind === 'commit' ? base : undefined;
}

/**
 * The base: what `--against` or `PAWL_BASE` names, else in CI what the checked-out tree was built from (parent 1 of a test
 * merge, what the CI system tells, the merge base with the target, the commit before on the default branch), on a desk the
 * merge base with the default branch.
 */
export async function findBase(root: string, env: World['env'], against?: string): Promise<Base> {
  const named = against ?? env['PAWL_BASE'] ?? '';
  if (named !== '') return nameBase(root, named);
  const head = await resolveRevision(root, 'HEAD');
  if (head === undefined) return withoutHead(root, env);
  if (isCi(env)) return findInCi({ root, env, head, change: await readCiChange(env) });
  const commit = await mergeBase(root);
  return commit === undefined
    ? { kind: 'none', why: 'no-repository' }
    : { kind: 'commit', commit, label: `${short(commit)} (merge base)` };
}

async function nameBase(root: string, named: string): Promise<Base> {
  const commit = await resolveRevision(root, named);
  if (commit !== undefined) return { kind: 'commit', commit, label: named };
  throw new UsageError('unknown-ref', `Git knows no commit ${named} here.`, {
    hint: 'Fetch it first (`git fetch origin`), or name another one.',
  });
}

/** Git that cannot read a repository which is there says nothing about what the change was built from. */
async function withoutHead(root: string, env: World['env']): Promise<Base> {
  if (!isCi(env) || !(await isInRepository(root))) return { kind: 'none', why: 'no-repository' };
  return { kind: 'unknown', why: 'git cannot read the repository or its HEAD' };
}

async function isInRepository(folder: string): Promise<boolean> {
  if (await isThere(join(folder, '.git'))) return true;
  const above = dirname(folder);
  return above !== folder && isInRepository(above);
}

interface InCi {
  readonly root: string;
  readonly env: World['env'];
  readonly head: string;
  readonly change: CiChange;
}

async function findInCi(ci: InCi): Promise<Base> {
  const { root, env, head, change } = ci;
  const [first, second] = (await headParents(root)) ?? [];
  const isTestMerge = second !== undefined && (env['GITHUB_SHA'] ?? head) === head;
  if ((env['GITHUB_BASE_REF'] ?? '') !== '' && isTestMerge)
    return known(root, first, 'the base of this merge');
  if (change.exact !== undefined)
    return known(root, change.exact, `${short(change.exact)} (base of the merge request)`);
  if (change.target !== undefined) return fromBranch(ci, change.target);
  return fromDefaultBranch(ci, first);
}

async function fromBranch({ root }: InCi, branch: string): Promise<Base> {
  for (const name of [`origin/${branch}`, branch]) {
    const commit = await mergeBase(root, name);
    if (commit === undefined) continue;
    return { kind: 'commit', commit, label: `${short(commit)} (merge base with ${name})` };
  }
  return {
    kind: 'unknown',
    why: `this clone does not reach the commit at which the branch left ${branch}`,
  };
}

/** On the default branch itself the change was built from the commit before. */
async function fromDefaultBranch(ci: InCi, parent: string | undefined): Promise<Base> {
  const { root, head, change } = ci;
  const name = await knownDefault(ci);
  if (name === undefined)
    return { kind: 'unknown', why: 'this clone has no default branch, and no variable names one' };
  const commit = await mergeBase(root, name);
  if (commit !== undefined && commit !== head)
    return { kind: 'commit', commit, label: `${short(commit)} (merge base with ${name})` };
  if (commit === undefined)
    return {
      kind: 'unknown',
      why: `this clone does not reach the commit at which it left ${name}`,
    };
  const before = await beforePush(root, change);
  if (before !== undefined)
    return { kind: 'commit', commit: before, label: `${short(before)} (before this push)` };
  if (parent === undefined) return { kind: 'none', why: 'first-commit' };
  return known(root, parent, 'the commit before');
}

async function knownDefault({ root, change }: InCi): Promise<string | undefined> {
  const named = change.defaultBranch;
  if (named === undefined) return defaultBranch(root);
  for (const name of [`origin/${named}`, named]) {
    if ((await resolveRevision(root, name)) !== undefined) return name;
  }
  return undefined;
}

/** The commit on which a push was made, as long as the push kept it. */
async function beforePush(root: string, { before }: CiChange): Promise<string | undefined> {
  if (before === undefined || /^0+$/u.test(before)) return undefined;
  const commit = await resolveRevision(root, before);
  if (commit === undefined || commit === (await resolveRevision(root, 'HEAD'))) return undefined;
  return (await mergeBase(root, commit)) === commit ? commit : undefined;
}

/** A commit counts only where it can be read: a shallow clone knows the names of parents that it does not hold. */
async function known(root: string, commit: string | undefined, label: string): Promise<Base> {
  const there = commit === undefined ? undefined : await resolveRevision(root, commit);
  if (there !== undefined) return { kind: 'commit', commit: there, label };
  return { kind: 'unknown', why: `this clone does not hold ${short(commit ?? 'its parent')}` };
}

const short = (commit: string): string =>
  /^[0-9a-f]{40}/u.test(commit) ? commit.slice(0, 7) : commit;
