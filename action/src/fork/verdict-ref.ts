import { z } from 'zod';

import { ApiError } from '../api-error.ts';
import { commitFromApi } from '../baseline/base-commit.ts';
import {
  createRef,
  makeSmallCommit,
  newestCommit,
  openSmallCommit,
} from '../baseline/git-objects.ts';
import { stampedRef } from '../baseline/ref-name.ts';
import type { Desk } from '../desk.ts';
import { readCommit } from '../git.ts';
import type { Judged } from '../judge-results.ts';
import type { PullRequestTrigger } from '../trigger.ts';

/** The verdict of a trusted run on a fork, as it is stored for the fork's own gate. */
export interface ForkVerdict {
  readonly format: 1;
  readonly pullRequest: number;
  readonly head: string;
  readonly at: string;
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly summary: string;
  readonly runUrl: string;
}

const schema: z.ZodType<ForkVerdict> = z.object({
  format: z.literal(1),
  pullRequest: z.int(),
  head: z.string(),
  at: z.iso.datetime({ offset: true }),
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  summary: z.string().max(1000),
  runUrl: z.string().max(1000),
});

const refOf = (tree: string): string => `pawl/v1-forks/tree-${tree}`;
const file = 'verdict.json';

/** Stores a verdict under the tree of the fork's head, where the gate of its pull request looks. */
export async function storeForkVerdict(
  { api, git, place, world }: Desk,
  { verdict }: Judged,
  { trigger, summary }: { readonly trigger: PullRequestTrigger; readonly summary: string },
): Promise<void> {
  const tree = await treeOf(trigger.headSha, { api, git });
  const note: ForkVerdict = {
    format: 1,
    pullRequest: trigger.number,
    head: trigger.headSha,
    at: world.now().toISOString(),
    outcome: verdict.outcome,
    summary: summary.slice(0, 1000),
    runUrl: place.runUrl,
  };
  const text = `${JSON.stringify(note)}\n`;
  const message = `pawl: ${verdict.outcome} on pull request ${trigger.number}`;
  const commit = await makeSmallCommit(api, { [file]: text }, message);
  await createRef(api, stampedRef(refOf(tree), note.at), commit);
}

const mostAgeMs = 14 * 86_400_000;

/** The newest trusted verdict on the tree of a fork's head; none that is older than two weeks. */
export async function findForkVerdict(
  { api, git, world }: Desk,
  { headSha }: PullRequestTrigger,
): Promise<ForkVerdict | undefined> {
  const commit = await newestCommit(api, refOf(await treeOf(headSha, { api, git })));
  if (commit === undefined) return undefined;
  const read = await openSmallCommit(api, commit);
  const note = schema.safeParse(JSON.parse(await read(file)));
  if (!note.success) throw new ApiError('invalid', 'The stored verdict has an unknown form');
  const age = world.now().getTime() - Date.parse(note.data.at);
  return age > mostAgeMs ? undefined : note.data;
}

async function treeOf(commit: string, { api, git }: Pick<Desk, 'api' | 'git'>): Promise<string> {
  const found = (await readCommit(git, commit)) ?? (await commitFromApi(api, commit));
  if (found === undefined) throw new ApiError('missing', `GitHub does not know ${commit}`);
  return found.tree;
}
