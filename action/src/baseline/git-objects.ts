import { z } from 'zod';

import { ApiError, isApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
import { newestOf } from './ref-name.ts';

// Small commits without parents, which only a ref of ours holds; read and written over the API.

const mostBytes = 64 << 20;

const refsSchema = z.array(
  z.object({ ref: z.string(), object: z.object({ sha: z.string(), type: z.string() }) }),
);

/** Refs whose name begins so; the name is given without `refs/`. GitHub answers with an empty list where there is none: 404 says that nothing may be read. */
export function matchingRefs(api: Api, ref: string): Promise<z.infer<typeof refsSchema>> {
  return api.ask(refsSchema, 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref });
}

/** The commit that the newest record of a ref's name holds; undefined where there is none. */
export async function newestCommit(api: Api, ref: string): Promise<string | undefined> {
  return newestOf(await matchingRefs(api, ref), ref)?.object.sha;
}

const commitSchema = z.object({ message: z.string(), tree: z.object({ sha: z.string() }) });
const treeSchema = z.object({
  tree: z.array(z.object({ path: z.string(), sha: z.string(), size: z.number().exactOptional() })),
});

/** The message of a small commit. */
export async function readMessage(api: Api, commit: string): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
  return (await api.ask(commitSchema, route, { commit_sha: commit })).message;
}

/** Reads the files of a small commit by their names. */
export async function openSmallCommit(
  api: Api,
  commit: string,
): Promise<(name: string) => Promise<string>> {
  const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
  const { tree } = await api.ask(commitSchema, route, { commit_sha: commit });
  const listing = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
  const { tree: files } = await api.ask(treeSchema, listing, { tree_sha: tree.sha });
  return async (name) => {
    const file = files.find(({ path }) => path === name);
    if (file === undefined) throw new ApiError('invalid', `The record has no ${name}`);
    if ((file.size ?? 0) > mostBytes) throw new ApiError('invalid', `${name} is too large`);
    return readBlob(api, file.sha);
  };
}

const blobSchema = z.object({ content: z.string(), encoding: z.string() });

/** The text of a blob. */
export async function readBlob(api: Api, sha: string): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
  const { content, encoding } = await api.ask(blobSchema, route, { file_sha: sha });
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8').toString('utf8');
}

const shaSchema = z.object({ sha: z.string() });

/** Makes a commit of these files, which nothing holds yet. */
export async function makeSmallCommit(
  api: Api,
  files: Readonly<Record<string, string>>,
  message: string,
): Promise<string> {
  const tree = Object.entries(files).map(([path, content]) => ({
    path,
    mode: '100644',
    type: 'blob',
    content,
  }));
  const { sha } = await api.ask(shaSchema, 'POST /repos/{owner}/{repo}/git/trees', { tree });
  const commit = { message, tree: sha, parents: [] };
  return (await api.ask(shaSchema, 'POST /repos/{owner}/{repo}/git/commits', commit)).sha;
}

/** Creating is all that is ever done: a ref that exists keeps what it holds. */
export async function createRef(
  api: Api,
  ref: string,
  sha: string,
): Promise<'created' | 'already-there'> {
  try {
    await api.send('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/${ref}`, sha });
    return 'created';
  } catch (error) {
    if (isApiError(error) && error.status === 422 && /exists/i.test(error.message))
      return 'already-there';
    throw error;
  }
}
