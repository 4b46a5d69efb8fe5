import { ApiError, isApiError } from '../api-error.ts';
import type { Api } from '../api.ts';
import {
  createRef,
  makeSmallCommit,
  matchingRefs,
  newestCommit,
  openSmallCommit,
} from './git-objects.ts';
import { writeMeans } from './means.ts';
import type { Means } from './means.ts';
import { noteSchema } from './record-note.ts';
import type { RecordNote } from './record-note.ts';
import { commitRef, refFolder, stampedRef, treeRef } from './ref-name.ts';

/** A record as it was stored: the note, and the baseline file as text. */
export interface StoredRecord {
  /** Mean of each scorer, for the curve of the set: written beside the files, so that one request reads it. */
  readonly means?: Means;
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

/** Opens the store of one set on one target. */
export function openRefStore(api: Api, set: string, target: string): RefStore {
  return {
    byCommit: (commit) => lookUp(api, commitRef(set, target, commit)),
    byTree: (tree) => lookUp(api, treeRef(set, target, tree)),
    names: () => listNames(api, refFolder(set, target)),
    write: (record, how = 'once') => writeRecord(api, record, how),
  };
}

/** What GitHub does not show is unreadable, never absent: that it answers 404 says nothing about what is stored. */
async function lookUp(api: Api, ref: string): Promise<Lookup> {
  try {
    const commit = await newestCommit(api, ref);
    if (commit === undefined) return { kind: 'absent' };
    return { kind: 'found', record: await readRecord(api, commit) };
  } catch (error) {
    return { kind: 'unreadable', message: whyUnreadable(error) };
  }
}

/** What to say of stored records that GitHub does not show, or that are broken; other trouble with GitHub is thrown on. */
export function whyUnreadable(error: unknown): string {
  if (!isApiError(error)) return error instanceof Error ? error.message : 'it cannot be read';
  if (error.trouble === 'missing') return 'GitHub answered 404 where the stored records are';
  if (error.trouble === 'invalid') return error.message;
  throw error;
}

async function readRecord(api: Api, commit: string): Promise<StoredRecord> {
  const read = await openSmallCommit(api, commit);
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

async function listNames(api: Api, folder: string): Promise<string[]> {
  const refs = await matchingRefs(api, `${folder}/`);
  return refs.map(({ ref }) => ref.slice(ref.lastIndexOf('/') + 1));
}

async function writeRecord(
  api: Api,
  { note, baseline, means = {} }: StoredRecord,
  how: 'once' | 'again',
): Promise<'created' | 'already-there'> {
  const files = { [baselineFile]: baseline, [noteFile]: `${JSON.stringify(note)}\n` };
  const title = `pawl: ${note.set} on ${note.target} at ${note.commit}`;
  const message = `${title}\n\n${writeMeans(means)}\n`;
  const commit = await makeSmallCommit(api, files, message);
  const name = (ref: string): string => (how === 'once' ? ref : stampedRef(ref, note.at));
  const made = await createRef(api, name(commitRef(note.set, note.target, note.commit)), commit);
  await createRef(api, name(treeRef(note.set, note.target, note.tree)), commit);
  return made;
}
