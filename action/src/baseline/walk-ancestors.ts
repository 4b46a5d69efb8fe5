import type { Api } from '../api.ts';
import { readCommit } from '../git.ts';
import type { CommitHead, Git } from '../git.ts';
import { commitFromApi } from './base-commit.ts';

/** A commit on the way back from the base. */
export interface Ancestor {
  readonly commit: string;
  readonly tree: string;
  /** Steps from the base commit, which is at 0. */
  readonly distance: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Follows first parents from a commit; asks git, and where the clone ends, GitHub. */
export async function* walkAncestors(
  start: string,
  { git, api }: { readonly git: Git; readonly api: Api },
): AsyncGenerator<Ancestor> {
  let commit: string | undefined = start;
  for (let distance = 0; commit !== undefined; distance += 1) {
    const local = await readCommit(git, commit);
    const known: CommitHead | undefined = local ?? (await remoteCommit(api, commit));
    if (known === undefined) return;
    yield { commit, tree: known.tree, distance, at: known.at * 1000 };
    commit = known.parents[0];
  }
}

async function remoteCommit(api: Api, commit: string): Promise<CommitHead | undefined> {
  const found = await commitFromApi(api, commit);
  if (found === undefined) return undefined;
  return { tree: found.tree, parents: found.parents, at: Date.parse(found.at) / 1000 };
}
