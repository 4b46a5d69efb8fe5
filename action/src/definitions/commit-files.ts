import { z } from 'zod';

import { isApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
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
  return local === undefined ? remoteFiles(api, commit) : localFiles(git, commit);
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

const treeSchema = z.object({
  truncated: z.boolean().exactOptional(),
  tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() })),
});
const blobSchema = z.object({ content: z.string(), encoding: z.string() });

function remoteFiles(api: Api, commit: string): CommitFiles {
  let whole: Promise<ReadonlyMap<string, string>> | undefined;
  const files = (): Promise<ReadonlyMap<string, string>> => {
    whole ??= remoteTree(api, commit);
    return whole;
  };
  return {
    read: async (path) => {
      const sha = (await files()).get(path);
      return sha === undefined ? undefined : readBlob(api, sha);
    },
    list: async (folder) => {
      const paths = [...(await files()).keys()];
      return folder === '' ? paths : paths.filter((path) => path.startsWith(`${folder}/`));
    },
  };
}

async function remoteTree(api: Api, commit: string): Promise<ReadonlyMap<string, string>> {
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
  try {
    const { tree } = await api.ask(treeSchema, route, { tree_sha: commit, recursive: '1' });
    const blobs = tree.filter(({ type }) => type === 'blob');
    return new Map(blobs.map(({ path, sha }) => [path, sha]));
  } catch (error) {
    if (isApiError(error) && error.trouble === 'missing') return new Map();
    throw error;
  }
}

async function readBlob(api: Api, sha: string): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
  const { content, encoding } = await api.ask(blobSchema, route, { file_sha: sha });
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8').toString('utf8');
}
