import { z } from 'zod';

import { isApiError } from './api-error.ts';
import type { Api } from './api.ts';
import { compareMarkers, readMarker, writeMarker } from './marker.ts';
import type { Marker } from './marker.ts';

/** One sticky comment on a pull request. */
export interface StickyComment {
  readonly pullRequest: number;
  readonly marker: Marker;
  readonly body: string;
  /** Only where a comment stands already: with nothing to say, none is begun. */
  readonly onlyUpdate: boolean;
}

/** What became of it. */
export type Upserted =
  | { readonly kind: 'written'; readonly id: number }
  | { readonly kind: 'outdated' }
  | { readonly kind: 'not-needed' };

interface OwnComment {
  readonly id: number;
  readonly body: string;
  readonly marker: Marker;
}

const mostRounds = 8;

/**
 * Brings the one comment of a key to the newest run's text. An older run gives way; duplicates collapse into the
 * oldest comment. GitHub cannot compare before it writes, so each write is followed by a look at all comments and at
 * the comment's own history: a newer text that was overwritten in between is put back.
 */
export async function upsertComment(api: Api, sticky: StickyComment): Promise<Upserted> {
  if (await hasMovedOn(api, sticky)) return { kind: 'outdated' };
  const author = await ownLogin(api);
  const text = `${writeMarker(sticky.marker)}\n${sticky.body}`;
  let written: number | undefined;
  for (let round = 0; round < mostRounds; round += 1) {
    const found = await findOwn(api, sticky, author);
    const [oldest] = found;
    if (oldest === undefined) {
      if (sticky.onlyUpdate && written === undefined) return { kind: 'not-needed' };
      written = await create(api, sticky.pullRequest, text);
      continue;
    }
    const newest = found.reduce((a, b) => (compareMarkers(b.marker, a.marker) > 0 ? b : a));
    const lost =
      written === undefined ? undefined : await newestEdit(api, oldest.id, sticky.marker.key);
    const best = pickNewest(lost, newest, { marker: sticky.marker, body: text });
    const stands = isStanding(oldest, best, written !== undefined);
    if (stands && found.length === 1) return outcome(best.marker, sticky, oldest.id);
    if (!stands) await edit(api, oldest.id, best.body);
    written = oldest.id;
    await removeAll(api, found.slice(1));
  }
  return written === undefined ? { kind: 'outdated' } : { kind: 'written', id: written };
}

const pullSchema = z.object({ head: z.object({ sha: z.string() }) });

/** A run on an older head gives way at once, although the newer one may not have written yet. */
async function hasMovedOn(api: Api, { pullRequest, marker }: StickyComment): Promise<boolean> {
  try {
    const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
    const { head } = await api.ask(pullSchema, route, { pull_number: pullRequest });
    return head.sha !== marker.head;
  } catch (error) {
    if (isApiError(error)) return false;
    throw error;
  }
}

type Text = Pick<OwnComment, 'marker' | 'body'>;

/** The newest text; our own wins a tie, so that a second try repairs what the first left. */
function pickNewest(lost: Text | undefined, newest: Text, ours: Text): Text {
  const standing =
    lost !== undefined && compareMarkers(lost.marker, newest.marker) > 0 ? lost : newest;
  return compareMarkers(standing.marker, ours.marker) > 0 ? standing : ours;
}

/** Told by the marker once it was written: GitHub may store a text a little differently from how it was sent. */
function isStanding(oldest: OwnComment, best: Text, wasWritten: boolean): boolean {
  const sameRun = compareMarkers(oldest.marker, best.marker) === 0;
  return sameRun && (wasWritten || oldest.body === best.body);
}

function outcome(marker: Marker, sticky: StickyComment, id: number): Upserted {
  return compareMarkers(marker, sticky.marker) > 0 ? { kind: 'outdated' } : { kind: 'written', id };
}

const commentSchema = z.object({
  id: z.int(),
  body: z.string().exactOptional(),
  user: z.object({ login: z.string() }).nullable(),
});

/** Our comments of this key, oldest first. A marker under another name is somebody's text, not our comment. */
async function findOwn(api: Api, sticky: StickyComment, author: string): Promise<OwnComment[]> {
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const comments = await api.list(commentSchema, route, { issue_number: sticky.pullRequest });
  return comments
    .flatMap(({ id, body = '', user }) => {
      const marker = readMarker(body);
      const ours = marker?.key === sticky.marker.key && isSameLogin(user?.login ?? '', author);
      return ours ? [{ id, body, marker }] : [];
    })
    .toSorted((a, b) => a.id - b.id);
}

/** Whether a comment's author is our token's user; an app goes by its name with `[bot]`. */
export function isSameLogin(login: string, author: string): boolean {
  return login === author || login === `${author}[bot]`;
}

const viewerSchema = z.object({ viewer: z.object({ login: z.string() }) });

/** The name that our token writes under. */
export async function ownLogin(api: Api): Promise<string> {
  try {
    const { viewer } = await api.graph(viewerSchema, 'query { viewer { login } }');
    return viewer.login;
  } catch (error) {
    if (isApiError(error)) return 'github-actions[bot]';
    throw error;
  }
}

const createdSchema = z.object({ id: z.int() });

async function create(api: Api, pullRequest: number, body: string): Promise<number> {
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const { id } = await api.ask(createdSchema, route, { issue_number: pullRequest, body });
  return id;
}

/** A comment that was deleted meanwhile is looked for again in the next round. */
async function edit(api: Api, id: number, body: string): Promise<void> {
  await unlessGone(() =>
    api.send('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id, body }),
  );
}

async function removeAll(api: Api, comments: readonly OwnComment[]): Promise<void> {
  for (const { id } of comments) {
    await unlessGone(() =>
      api.send('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id }),
    );
  }
}

async function unlessGone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isApiError(error) || error.trouble !== 'missing') throw error;
  }
}

const historySchema = z.object({
  node: z.object({
    userContentEdits: z
      .object({ nodes: z.array(z.object({ diff: z.string().nullable() })) })
      .nullable(),
  }),
});

const historyQuery = `query($id: ID!) {
  node(id: $id) { ... on IssueComment { userContentEdits(first: 20) { nodes { diff } } } }
}`;

const nodeSchema = z.object({ node_id: z.string() });

/** The newest of a comment's earlier texts; undefined where GitHub does not tell. */
async function newestEdit(api: Api, id: number, key: string): Promise<Text | undefined> {
  try {
    const route = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}';
    const { node_id: node } = await api.ask(nodeSchema, route, { comment_id: id });
    const { node: comment } = await api.graph(historySchema, historyQuery, { id: node });
    return (comment.userContentEdits?.nodes ?? [])
      .flatMap(({ diff }) => {
        const marker = readMarker(diff ?? '');
        return diff !== null && marker?.key === key ? [{ marker, body: diff }] : [];
      })
      .toSorted((a, b) => compareMarkers(b.marker, a.marker))[0];
  } catch (error) {
    if (isApiError(error)) return undefined;
    throw error;
  }
}
