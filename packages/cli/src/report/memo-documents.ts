import { isUsageError, type Json } from '@pawl/core';
import { compareRuns, summarize } from '@pawl/gate';
import { compareDocument, runDocument } from '@pawl/report';
import { toJson } from '@pawl/report/pages';
import { isCorruptRun, type RunStore } from '@pawl/runner';

/** Makes the documents that a memo cites again from the records; one whose run is gone or damaged is left out. */
export async function documentsOf(
  store: RunStore,
  sources: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Json>> {
  const documents = new Map<string, Json>();
  for (const source of sources) {
    const found = await makeAgain(store, source).catch((error: unknown) => {
      if (isUsageError(error) || isCorruptRun(error) || isMissing(error)) return undefined;
      throw error;
    });
    if (found !== undefined) documents.set(source, found);
  }
  return documents;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function makeAgain(store: RunStore, source: string): Promise<Json | undefined> {
  const [kind, first, second] = source.split(' ');
  const known = new Set(await store.list());
  const isKnown = (side: string | undefined): side is string =>
    side !== undefined && known.has(side.split(':')[0] ?? '');
  if (kind === 'run' && isKnown(first))
    return toJson(runDocument(summarize(await store.record(first))));
  if (kind !== 'compare' || !isKnown(first) || !isKnown(second)) return undefined;
  const [before, after] = [await readSide(store, first), await readSide(store, second)];
  return toJson(compareDocument(compareRuns(before, after, { slices: true })));
}

async function readSide(store: RunStore, side: string): Promise<Parameters<typeof compareRuns>[0]> {
  const [runId = '', target = ''] = side.split(':');
  return { record: await store.record(runId), target };
}
