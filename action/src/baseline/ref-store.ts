import { z } from 'zod';

import { ApiError, isApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
import { noteSchema } from './record-note.ts';
import type { RecordNote } from './record-note.ts';
import { commitRef, newestOf, refFolder, stampedRef, treeRef } from './ref-name.ts';

/** A record as it was stored: the note, and the baseline file as text. */
export interface StoredRecord {
  readonly note: RecordNote;
  readonly baseline: string;
}

/** A look for one record. */
export type Lookup =
  | { readonly kind: 'found'; readonly record: StoredRecord }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Results as immutable git refs over the REST API: one ref a set, target and commit; created once, never moved. */
export interface RefStore {
  readonly byCommit: (commit: string) => Promise<Lookup>;
  readonly byTree: (tree: string) => Promise<Lookup>;
  /** Names in the folder, without its path: commits, and `tree-` with trees. */
  readonly names: () => Promise<readonly string[]>;
  /** `again` stores a later measurement of the same commit beside the earlier one. */
  readonly write: (
    record: StoredRecord,
    how?: 'once' | 'again',
  ) => Promise<'created' | 'already-there'>;
}

const baselineFile = 'baseline.jsonl';
const noteFile = 'record.json';
const mostBytes = 64 << 20;

/** Opens the store of one set on one target. */
export function openRefStore(api: Api, set: string, target: string): RefStore {
  return {
    byCommit: (commit) => lookUp(api, commitRef(set, target, commit)),
    byTree: (tree) => lookUp(api, treeRef(set, target, tree)),
    names: () => listNames(api, refFolder(set, target)),
    write: (record, how = 'once') => writeRecord(api, record, how),
  };
}

const refsSchema = z.array(
  z.object({ ref: z.string(), object: z.object({ sha: z.string(), type: z.string() }) }),
);

async function lookUp(api: Api, ref: string): Promise<Lookup> {
  const object = newestOf(
    (await unlessMissing(() =>
      api.ask(refsSchema, 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref }),
    )) ?? [],
    ref,
  );
  if (object === undefined) return { kind: 'absent' };
  try {
    return { kind: 'found', record: await readRecord(api, object.object.sha) };
  } catch (error) {
    if (isApiError(error) && error.trouble !== 'invalid') throw error;
    const message = error instanceof Error ? error.message : 'it cannot be read';
    return { kind: 'unreadable', message };
  }
}

const commitSchema = z.object({ tree: z.object({ sha: z.string() }) });
const treeSchema = z.object({
  tree: z.array(z.object({ path: z.string(), sha: z.string(), size: z.number().exactOptional() })),
});
const blobSchema = z.object({ content: z.string(), encoding: z.string() });

async function readRecord(api: Api, commit: string): Promise<StoredRecord> {
  const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
  const { tree } = await api.ask(commitSchema, route, { commit_sha: commit });
  const listing = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
  const { tree: files } = await api.ask(treeSchema, listing, { tree_sha: tree.sha });
  const read = async (name: string): Promise<string> => {
    const file = files.find(({ path }) => path === name);
    if (file === undefined) throw new ApiError('invalid', `The record has no ${name}`);
    if ((file.size ?? 0) > mostBytes) throw new ApiError('invalid', `${name} is too large`);
    return readBlob(api, file.sha);
  };
  const note = noteSchema.safeParse(parseJson(await read(noteFile)));
  if (!note.success)
    throw new ApiError('invalid', `Its ${noteFile} has a form that this Pawl does not know`);
  return { note: note.data, baseline: await read(baselineFile) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readBlob(api: Api, sha: string): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
  const { content, encoding } = await api.ask(blobSchema, route, { file_sha: sha });
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8').toString('utf8');
}

async function listNames(api: Api, folder: string): Promise<string[]> {
  const route = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}';
  const refs = await api.ask(refsSchema, route, { ref: `${folder}/` });
  return refs.map(({ ref }) => ref.slice(ref.lastIndexOf('/') + 1));
}

const shaSchema = z.object({ sha: z.string() });

async function writeRecord(
  api: Api,
  { note, baseline }: StoredRecord,
  how: 'once' | 'again',
): Promise<'created' | 'already-there'> {
  const files = [
    { path: baselineFile, mode: '100644', type: 'blob', content: baseline },
    { path: noteFile, mode: '100644', type: 'blob', content: `${JSON.stringify(note)}\n` },
  ];
  const tree = await api.ask(shaSchema, 'POST /repos/{owner}/{repo}/git/trees', { tree: files });
  const message = `pawl: ${note.set} on ${note.target} at ${note.commit}`;
  const commit = await api.ask(shaSchema, 'POST /repos/{owner}/{repo}/git/commits', {
    message,
    tree: tree.sha,
    parents: [],
  });
  const name = (ref: string): string => (how === 'once' ? ref : stampedRef(ref, note.at));
  const ofCommit = name(commitRef(note.set, note.target, note.commit));
  const made = await createRef(api, ofCommit, commit.sha);
  await createRef(api, name(treeRef(note.set, note.target, note.tree)), commit.sha);
  return made;
}

/** Creating is all that is ever done: a ref that exists keeps what it holds. */
async function createRef(api: Api, ref: string, sha: string): Promise<'created' | 'already-there'> {
  try {
    await api.send('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/${ref}`, sha });
    return 'created';
  } catch (error) {
    if (isApiError(error) && error.status === 422 && /exists/i.test(error.message))
      return 'already-there';
    throw error;
  }
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isApiError(error) && error.trouble === 'missing') return undefined;
    throw error;
  }
}
