import type { Api } from '../api.ts';
import { whyNotEligible } from './record-note.ts';
import { openRefStore, whyUnreadable } from './ref-store.ts';
import type { Lookup, RefStore, StoredRecord } from './ref-store.ts';
import type { Ancestor, Ancestry } from './walk-ancestors.ts';

/** A baseline's text and where it was found, or every place that was looked at. */
export type Resolved =
  | {
      readonly kind: 'found';
      readonly text: string;
      /** `refs` records were written by a run; `file` is the committed file of the base commit. */
      readonly store: 'refs' | 'file';
      readonly commit: string;
      /** First-parent steps between it and the base commit. */
      readonly distance: number;
      readonly source: string;
      readonly rejected: readonly Rejection[];
    }
  | {
      readonly kind: 'missing';
      readonly looked: readonly string[];
      /** A baseline of this set and target once existed: its absence is no fresh start. */
      readonly everExisted: boolean;
      readonly rejected: readonly Rejection[];
    }
  | {
      readonly kind: 'unreadable';
      readonly source: string;
      readonly message: string;
      readonly rejected: readonly Rejection[];
    };

/** A record that was found and not taken. */
interface Rejection {
  readonly commit: string;
  readonly why: string;
}

/** What is looked for. */
export interface Wanted {
  readonly set: string;
  readonly target: string;
  readonly repository: string;
  readonly base: string;
  readonly maxDistance: number;
  readonly stores: readonly ('refs' | 'file')[];
}

/** Where it is looked for. */
export interface Sources {
  readonly api: Api;
  readonly ancestry: Ancestry;
  /** The committed baseline file of the base commit; undefined where there is none. */
  readonly committed: (set: string, target: string) => Promise<string | undefined>;
  /** Waits while the base commit is still being measured; false when nothing is under way. */
  readonly awaitMeasurement: () => Promise<boolean>;
}

/** Finds the nearest eligible record on the way back from the base commit; else the committed file of the base. */
export async function resolveBaseline(wanted: Wanted, sources: Sources): Promise<Resolved> {
  const rejected: Rejection[] = [];
  const looked: string[] = [];
  let everExisted = false;
  if (wanted.stores.includes('refs')) {
    const store = openRefStore(sources.api, wanted.set, wanted.target);
    const search = await searchRefs(store, wanted, { sources, rejected });
    if (search.resolved !== undefined) return search.resolved;
    everExisted = search.everExisted;
    looked.push(tellWalk(search, wanted));
  }
  if (wanted.stores.includes('file')) {
    const text = await sources.committed(wanted.set, wanted.target);
    const source = `the file committed at ${short(wanted.base)}`;
    if (text !== undefined) {
      return {
        kind: 'found',
        text,
        store: 'file',
        commit: wanted.base,
        distance: 0,
        source,
        rejected,
      };
    }
    looked.push(source);
  }
  return { kind: 'missing', looked, everExisted, rejected };
}

function tellWalk({ everExisted, walked }: Walked, { base }: Wanted): string {
  if (!everExisted) return 'the stored records, of which there are none';
  const back = walked < 2 ? short(base) : `the ${walked} commits up to ${short(base)}`;
  return `the stored records of ${back}`;
}

interface Search {
  readonly sources: Sources;
  readonly rejected: Rejection[];
}

interface Walked {
  readonly resolved?: Resolved;
  readonly everExisted: boolean;
  readonly walked: number;
}

/** A store that cannot be searched to its end is not one without records. */
async function searchRefs(store: RefStore, wanted: Wanted, search: Search): Promise<Walked> {
  try {
    return await findInRefs(store, wanted, search);
  } catch (error) {
    const message = whyUnreadable(error);
    const source = `the stored records up to ${short(wanted.base)}`;
    const { rejected } = search;
    const resolved: Resolved = { kind: 'unreadable', source, message, rejected };
    return { resolved, everExisted: true, walked: 0 };
  }
}

async function findInRefs(store: RefStore, wanted: Wanted, search: Search): Promise<Walked> {
  const first = await firstAncestor(wanted.base, search.sources);
  if (first !== undefined) {
    const direct = await tryAncestor(store, first, { wanted, ...search });
    if (direct !== undefined) return { resolved: direct, everExisted: true, walked: 1 };
    if (await search.sources.awaitMeasurement()) {
      const late = await tryAncestor(store, first, { wanted, ...search });
      if (late !== undefined) return { resolved: late, everExisted: true, walked: 1 };
    }
  }
  const names = new Set(await store.names());
  if (names.size === 0) return { everExisted: false, walked: 1 };
  let walked = 0;
  for await (const ancestor of search.sources.ancestry(wanted.base)) {
    if (ancestor.distance > wanted.maxDistance) break;
    walked += 1;
    if (ancestor.distance === 0 || !isNamed(names, ancestor)) continue;
    const resolved = await tryAncestor(store, ancestor, { wanted, ...search });
    if (resolved !== undefined) return { resolved, everExisted: true, walked };
  }
  return { everExisted: true, walked };
}

async function firstAncestor(base: string, sources: Sources): Promise<Ancestor | undefined> {
  for await (const ancestor of sources.ancestry(base)) return ancestor;
  return undefined;
}

function isNamed(names: ReadonlySet<string>, { commit, tree }: Ancestor): boolean {
  return names.has(commit) || names.has(`tree-${tree}`);
}

interface Attempt extends Search {
  readonly wanted: Wanted;
}

async function tryAncestor(
  store: RefStore,
  ancestor: Ancestor,
  { wanted, rejected }: Attempt,
): Promise<Resolved | undefined> {
  const byCommit = await store.byCommit(ancestor.commit);
  const lookup: Lookup = byCommit.kind === 'absent' ? await store.byTree(ancestor.tree) : byCommit;
  if (lookup.kind === 'absent') return undefined;
  const source = sourceOf(wanted, ancestor);
  if (lookup.kind === 'unreadable') {
    if (ancestor.distance === 0)
      return { kind: 'unreadable', source, message: lookup.message, rejected };
    rejected.push({ commit: ancestor.commit, why: lookup.message });
    return undefined;
  }
  const why = whyNotEligible(lookup.record.note, wanted);
  if (why === undefined) return found(lookup.record, { ancestor, source, rejected });
  rejected.push({ commit: ancestor.commit, why });
  return undefined;
}

function found(
  record: StoredRecord,
  at: {
    readonly ancestor: Ancestor;
    readonly source: string;
    readonly rejected: readonly Rejection[];
  },
): Resolved {
  return {
    kind: 'found',
    text: record.baseline,
    store: 'refs',
    commit: at.ancestor.commit,
    distance: at.ancestor.distance,
    source: at.source,
    rejected: at.rejected,
  };
}

function sourceOf(wanted: Wanted, { commit, distance }: Ancestor): string {
  const behind =
    distance === 0
      ? ''
      : `, ${distance} ${distance === 1 ? 'commit' : 'commits'} before ${short(wanted.base)}`;
  return `the record of ${short(commit)}${behind}`;
}

const short = (commit: string): string => commit.slice(0, 12);
