import { readFile } from 'node:fs/promises';

import { isJsonObject, type Json } from '@pawl/core';

import type { World } from '../world.ts';

/** What the CI system tells about a change in its environment. */
export interface CiChange {
  /** The commit that the change was built from. */
  readonly exact?: string;
  /** The branch that the change goes to. */
  readonly target?: string;
  /** The branch's last commit before this push. */
  readonly before?: string;
  readonly defaultBranch?: string;
}

/** Whether the command runs in CI, where the working tree may hold what the change wrote about itself. */
export const isCi = (env: World['env']): boolean =>
  !['', '0', 'false'].includes(env['CI'] ?? '') || (env['GITHUB_EVENT_NAME'] ?? '') !== '';

/** GitLab: the target's tip in a merged-results pipeline, else where the branch left it. */
const exactVariables = ['CI_MERGE_REQUEST_TARGET_BRANCH_SHA', 'CI_MERGE_REQUEST_DIFF_BASE_SHA'];

/** GitHub, GitLab, Bitbucket, Jenkins, Azure, Buildkite, Drone. */
const targetVariables = [
  'GITHUB_BASE_REF',
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  'BITBUCKET_PR_DESTINATION_BRANCH',
  'CHANGE_TARGET',
  'SYSTEM_PULLREQUEST_TARGETBRANCH',
  'BUILDKITE_PULL_REQUEST_BASE_BRANCH',
  'DRONE_TARGET_BRANCH',
];

/** Reads the variables that CI systems are known to set. */
export async function readCiChange(env: World['env']): Promise<CiChange> {
  const event = await readEvent(env['GITHUB_EVENT_PATH']);
  const queued = textIn(fieldIn(event, 'merge_group'), 'base_sha');
  const exact = queued ?? firstOf(env, exactVariables);
  const target = firstOf(env, targetVariables)?.replace(/^refs\/heads\//u, '');
  const before = firstOf(env, ['CI_COMMIT_BEFORE_SHA']) ?? textIn(event, 'before');
  const defaultBranch =
    firstOf(env, ['CI_DEFAULT_BRANCH']) ?? textIn(fieldIn(event, 'repository'), 'default_branch');
  return {
    ...(exact === undefined ? {} : { exact }),
    ...(target === undefined ? {} : { target }),
    ...(before === undefined ? {} : { before }),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
  };
}

function firstOf(env: World['env'], names: readonly string[]): string | undefined {
  return names.map((name) => env[name] ?? '').find((value) => value !== '');
}

/** GitHub's event; nothing where there is none that can be read. */
async function readEvent(path: string | undefined): Promise<Json | undefined> {
  if (path === undefined || path === '') return undefined;
  try {
    const event: Json = JSON.parse(await readFile(path, 'utf8'));
    return event;
  } catch {
    return undefined;
  }
}

function fieldIn(value: Json | undefined, key: string): Json | undefined {
  return value !== undefined && isJsonObject(value) ? value[key] : undefined;
}

function textIn(value: Json | undefined, key: string): string | undefined {
  const found = fieldIn(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
