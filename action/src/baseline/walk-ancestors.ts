import { z } from 'zod';

import type { Api } from '../api.ts';
import { readCommit } from '../git.ts';
import type { CommitHead, Git } from '../git.ts';

/** A commit on the way back from the base. */
export interface Ancestor {
  readonly commit: string;
  readonly tree: string;
  /** Steps from the base commit, which is at 0. */
  readonly distance: number;
}

/** The way back along first parents; what was learnt once is not asked again. */
export type Ancestry = (start: string) => AsyncGenerator<Ancestor>;

/** Follows first parents; asks git, and where the clone ends, GitHub, a hundred commits at a time. */
export function openAncestry({ git, api }: { readonly git: Git; readonly api: Api }): Ancestry {
  const known = new Map<string, CommitHead>();
  const headOf = async (commit: string): Promise<CommitHead | undefined> => {
    const cached = known.get(commit);
    if (cached !== undefined) return cached;
    const local = await readCommit(git, commit);
    if (local === undefined) await learn(api, commit, known);
    else known.set(commit, local);
    return known.get(commit);
  };
  return async function* walk(start) {
    let commit: string | undefined = start;
    for (let distance = 0; commit !== undefined; distance += 1) {
      const head: CommitHead | undefined = await headOf(commit);
      if (head === undefined) return;
      yield { commit, tree: head.tree, distance };
      commit = head.parents[0];
    }
  };
}

const listed = z.array(
  z.object({
    sha: z.string(),
    commit: z.object({ tree: z.object({ sha: z.string() }) }),
    parents: z.array(z.object({ sha: z.string() })),
  }),
);

async function learn(api: Api, commit: string, known: Map<string, CommitHead>): Promise<void> {
  const route = 'GET /repos/{owner}/{repo}/commits';
  for (const found of await api.ask(listed, route, { sha: commit, per_page: 100 })) {
    const parents = found.parents.map(({ sha }) => sha);
    known.set(found.sha, { tree: found.commit.tree.sha, parents });
  }
}
