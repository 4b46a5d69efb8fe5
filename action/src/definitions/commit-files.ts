import { z } from 'zod';

import { ApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
import { readBlob } from '../baseline/git-objects.ts';
import type { Git } from '../git.ts';

/** The files of one commit, read as data: from git where the clone has it, else from GitHub. Never the working tree. */
export interface CommitFiles {
  /** The text of a file; undefined where the commit has no such file. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Paths of all files below a folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/** Opens the files of a commit. */
export async function openCommit(
  commit: string,
  { git, api }: { readonly git: Git; readonly api: Api },
): Promise<CommitFiles> {
  const local = await git.ask('cat-file', '-e', `${commit}^{tree}`);
  return local === undefined ? openRemoteCommit(api, commit) : localFiles(git, commit);
}

function localFiles(git: Git, commit: string): CommitFiles {
  return {
    read: (path) => git.ask('cat-file', 'blob', `${commit}:${path}`),
    list: async (folder) => {
      const paths = ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit];
      const answer = await git.ask(...paths, '--', ...(folder === '' ? [] : [folder]));
      return (answer ?? '').split('\0').filter((path) => path !== '');
    },
  };
}

/** The files of one commit as GitHub tells them, with what kind each is. */
export interface RemoteFiles extends CommitFiles {
  readonly entries: () => Promise<ReadonlyMap<string, RemoteEntry>>;
}

/** A file, a link or a module of a commit. */
export interface RemoteEntry {
  readonly mode: string;
  readonly sha: string;
}

/** Opens the files of a commit on GitHub. */
export function openRemoteCommit(api: Api, commit: string): RemoteFiles {
  let whole: Promise<ReadonlyMap<string, RemoteEntry>> | undefined;
  const entries = (): Promise<ReadonlyMap<string, RemoteEntry>> => {
    whole ??= remoteTree(api, commit);
    return whole;
  };
  return {
    entries,
    read: async (path) => {
      const entry = (await entries()).get(path);
      return entry === undefined || !isPlainFile(entry) ? undefined : readBlob(api, entry.sha);
    },
    list: async (folder) => {
      const paths = [...(await entries())].flatMap(([path, one]) =>
        isPlainFile(one) ? [path] : [],
      );
      return folder === '' ? paths : paths.filter((path) => path.startsWith(`${folder}/`));
    },
  };
}

/** A link or a module of another repository is no file of this one. */
export const isPlainFile = ({ mode }: RemoteEntry): boolean => /^100(644|755)$/.test(mode);

const treeSchema = z.object({
  truncated: z.boolean().exactOptional(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() }),
  ),
});

async function remoteTree(api: Api, commit: string): Promise<ReadonlyMap<string, RemoteEntry>> {
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
  const answer = await api.ask(treeSchema, route, { tree_sha: commit, recursive: '1' });
  if (answer.truncated === true)
    throw new ApiError('invalid', `The tree of ${commit} is too large to be listed`);
  const leaves = answer.tree.filter(({ type }) => type !== 'tree');
  return new Map(leaves.map(({ path, mode, sha }) => [path, { mode, sha }]));
}
