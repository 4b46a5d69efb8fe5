import { readFile } from 'node:fs/promises';

import { UsageError } from '@pawl/core';
import { z } from 'zod';

import type { World } from './world.ts';

/** What started the workflow, as far as the gate cares. */
export type Trigger = PullRequestTrigger | MergeGroupTrigger | BranchTrigger;

/** A pull request; `sha` is the tested merge commit or the checked-out head. */
export interface PullRequestTrigger {
  readonly kind: 'pull-request';
  readonly event: string;
  readonly number: number;
  readonly headSha: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly baseSha: string;
  readonly author: string;
  /** Left out for a branch of this repository. */
  readonly outsider?: 'fork' | 'dependabot';
  /** Set in a trusted run, which a maintainer started: the commit of the default branch over which the fork's data is laid. */
  readonly measuredOn?: string;
}

/** A merge queue's group. */
interface MergeGroupTrigger {
  readonly kind: 'merge-group';
  readonly event: string;
  readonly headSha: string;
  readonly baseSha: string;
}

/** A push, a schedule or a person's start, on a branch. */
export interface BranchTrigger {
  readonly kind: 'branch';
  readonly event: 'push' | 'schedule' | 'workflow_dispatch';
  readonly headSha: string;
  readonly ref: string;
  readonly defaultBranch: string;
}

/** Where the workflow runs. */
export interface Place {
  readonly owner: string;
  readonly repo: string;
  readonly workflow: string;
  readonly job: string;
  readonly runId: number;
  readonly attempt: number;
  /** Of the workflow run, made from the runner's own variables. */
  readonly runUrl: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
}

/** Reads the runner's variables; what they lack is named. */
export function readPlace(env: World['env']): Place {
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  if (owner === '' || repo === '') {
    throw new UsageError('not-in-actions', 'GITHUB_REPOSITORY is not set.', {
      hint: 'Start the action from a GitHub workflow.',
    });
  }
  const serverUrl = addressIn(env, 'GITHUB_SERVER_URL', 'https://github.com');
  const runId = Number(env['GITHUB_RUN_ID'] ?? '0');
  return {
    owner,
    repo,
    workflow: env['GITHUB_WORKFLOW'] ?? 'workflow',
    job: env['GITHUB_JOB'] ?? 'job',
    runId,
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
    runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`,
    serverUrl,
    apiUrl: addressIn(env, 'GITHUB_API_URL', 'https://api.github.com'),
  };
}

function addressIn(env: World['env'], name: string, standard: string): string {
  const written = env[name] ?? '';
  const url = written === '' ? standard : written;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new UsageError('bad-address', `${name} is no address of a GitHub.`, {
    hint: 'Leave it as the runner sets it.',
  });
}

/** Reads the event; an event on which a gate would be unsafe or meaningless is refused with a reason. */
export async function readTrigger(world: World): Promise<Trigger> {
  const event = world.env['GITHUB_EVENT_NAME'] ?? '';
  const payload = await readPayload(world.env['GITHUB_EVENT_PATH']);
  switch (event) {
    case 'pull_request':
    case 'pull_request_review':
    case 'pull_request_target':
      return pullRequest(event, payload, world);
    case 'merge_group':
      return mergeGroup(payload);
    case 'push':
    case 'schedule':
    case 'workflow_dispatch':
      return branch(event, payload, world.env);
    default:
      throw new UsageError('unknown-event', `The gate does not run on \`${printable(event)}\`.`, {
        hint: 'Start it on pull_request, merge_group, push, schedule or workflow_dispatch.',
      });
  }
}

async function readPayload(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === '') return {};
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new UsageError('bad-event', 'The event file of this workflow run cannot be read.', {
      hint: 'Start the workflow again.',
    });
  }
}

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const repository = z.object({ full_name: z.string(), default_branch: z.string().exactOptional() });
const side = z.object({ sha, ref: z.string(), repo: repository.nullable() });
const pullRequestPayload = z.object({
  pull_request: z.object({
    number: z.int().positive(),
    head: side,
    base: side,
    user: z.object({ login: z.string() }).nullable(),
  }),
});

function pullRequest(event: string, payload: unknown, world: World): PullRequestTrigger {
  const { pull_request: pull } = parsePayload(pullRequestPayload, payload, event);
  const author = pull.user?.login ?? 'ghost';
  return {
    kind: 'pull-request',
    event,
    number: pull.number,
    headSha: pull.head.sha,
    headRef: pull.head.ref,
    baseRef: pull.base.ref,
    baseSha: pull.base.sha,
    author,
    ...outsider(pull.head.repo?.full_name, world.env, author),
  };
}

function outsider(
  headRepo: string | undefined,
  env: World['env'],
  author: string,
): { readonly outsider?: 'fork' | 'dependabot' } {
  if (headRepo !== env['GITHUB_REPOSITORY']) return { outsider: 'fork' };
  const started = env['GITHUB_ACTOR'] ?? author;
  return started === 'dependabot[bot]' ? { outsider: 'dependabot' } : {};
}

const mergeGroupPayload = z.object({ merge_group: z.object({ head_sha: sha, base_sha: sha }) });

function mergeGroup(payload: unknown): MergeGroupTrigger {
  const { merge_group: group } = parsePayload(mergeGroupPayload, payload, 'merge_group');
  return {
    kind: 'merge-group',
    event: 'merge_group',
    headSha: group.head_sha,
    baseSha: group.base_sha,
  };
}

const branchPayload = z.object({ repository: repository.exactOptional() });

function branch(event: BranchTrigger['event'], payload: unknown, env: World['env']): BranchTrigger {
  const { repository: of } = parsePayload(branchPayload, payload, event);
  const ref = env['GITHUB_REF'] ?? '';
  const defaultBranch = of?.default_branch ?? 'main';
  const headSha = parsePayload(sha, env['GITHUB_SHA'], event);
  return { kind: 'branch', event, headSha, ref, defaultBranch };
}

function parsePayload<T>(schema: z.ZodType<T>, payload: unknown, event: string): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new UsageError('bad-event', `The \`${event}\` event lacks a usable \`${path}\`.`, {
    hint: 'Start the workflow again.',
  });
}

function printable(text: string): string {
  return text.replaceAll(/[^\w.-]/g, '?').slice(0, 40);
}
