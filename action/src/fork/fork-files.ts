import { parseProjectFile, UsageError } from '@pawl/core';
import { z } from 'zod';

import type { Api } from '../api.ts';
import { isPlainFile, openRemoteCommit } from '../definitions/commit-files.ts';
import type { CommitFiles, RemoteFiles } from '../definitions/commit-files.ts';
import type { Desk } from '../desk.ts';
import type { PullRequestTrigger } from '../trigger.ts';
import { bringsScorers } from './brings-scorers.ts';

/** What a fork changes, as far as it is data: text to be put into place, undefined where the fork deletes the file. */
export type ForkChanges = ReadonlyMap<string, string | undefined>;

/**
 * The prompts and cases that a fork changes, read as data. A fork that changes anything else that a run depends on is
 * refused: measured without that change, it would pass for something it is not.
 */
export async function readForkChanges(
  { api, prefix }: Desk,
  trigger: PullRequestTrigger,
): Promise<ForkChanges> {
  const base = openRemoteCommit(api, await mergeBaseOf(api, trigger));
  const head = openRemoteCommit(api, trigger.headSha);
  const now = await head.entries();
  const changed = changedPaths(await base.entries(), now);
  const isData = await dataRule(base, prefix);
  const isText = (path: string): boolean => isPlainFile(now.get(path) ?? deleted);
  const code = changed.filter((path) => !isProse(path) && !(isData(path) && isText(path)));
  if (code.length > 0) throw notData(code);
  const changes = new Map<string, string | undefined>();
  for (const path of changed.filter(isData)) {
    const text = await head.read(path);
    if (text !== undefined && bringsScorers(path, text)) throw bringsOwn(path);
    changes.set(path, text);
  }
  return changes;
}

const comparison = z.object({ merge_base_commit: z.object({ sha: z.string() }) });

async function mergeBaseOf(api: Api, { baseRef, headSha }: PullRequestTrigger): Promise<string> {
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const basehead = `${baseRef}...${headSha}`;
  const answer = await api.ask(comparison, route, { basehead, per_page: 1 });
  return answer.merge_base_commit.sha;
}

type Entries = Awaited<ReturnType<RemoteFiles['entries']>>;

const deleted = { mode: '100644', sha: '' };

function changedPaths(before: Entries, now: Entries): string[] {
  const tell = (entries: Entries, path: string): string => {
    const { mode, sha } = entries.get(path) ?? { mode: '', sha: '' };
    return `${mode} ${sha}`;
  };
  const paths = new Set([...before.keys(), ...now.keys()]);
  return [...paths].filter((path) => tell(before, path) !== tell(now, path)).toSorted();
}

const dataFile = /\.(jsonl|json|ya?ml|csv|md|txt)$/;
const notCases = /(?:^|\/)(?:set|pawl)\.(?:ya?ml|json)$|^(?:baselines|waivers)\//;

/** Prompts that the base names, and below the sets’ folder everything but definitions, baselines and waivers. */
async function dataRule(base: CommitFiles, prefix: string): Promise<(path: string) => boolean> {
  const at = (path: string): string => (prefix === '' ? path : `${prefix}/${path}`);
  const text = await base.read(at('pawl.yaml'));
  const project = text === undefined ? undefined : parseProjectFile(text, 'pawl.yaml').value;
  const evals = at((project?.evals ?? 'evals').replace(/\/+$/, ''));
  const prompts = new Set(
    Object.values(project?.targets ?? {}).flatMap((target) =>
      'prompt' in target && typeof target.prompt === 'string' ? [at(target.prompt)] : [],
    ),
  );
  const isCases = (path: string): boolean =>
    path.startsWith(`${evals}/`) &&
    dataFile.test(path) &&
    !notCases.test(path.slice(evals.length + 1));
  return (path) => prompts.has(path) || isCases(path);
}

/** Words for people, on which no run depends. */
const isProse = (path: string): boolean =>
  /^(?:docs\/.*|[^/]*\.md|LICEN[CS]E[^/]*|\.github\/[^/]*\.md)$/i.test(path);

function bringsOwn(path: string): UsageError {
  return new UsageError(
    'not-data',
    `This fork brings scorers with its cases, or text that is no plain data: ${toPlain(path)}.`,
    {
      hint: 'Review it, push its branch to this repository, and open the pull request from there.',
    },
  );
}

const toPlain = (path: string): string => path.replaceAll(/[^\w./@-]/g, '?').slice(0, 100);

function notData(paths: readonly string[]): UsageError {
  const plain = paths.slice(0, 5).map(toPlain);
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : '';
  return new UsageError(
    'not-data',
    `This fork changes more than prompts and cases, which is all that the trusted run takes from it: ${plain.join(', ')}${more}.`,
    {
      hint: 'Review it, push its branch to this repository, and open the pull request from there.',
    },
  );
}

/** A commit with a fork’s data laid over it. */
export function layOver(files: CommitFiles, changes: ForkChanges): CommitFiles {
  return {
    read: async (path) => (changes.has(path) ? changes.get(path) : files.read(path)),
    list: async (folder) => {
      const kept = (await files.list(folder)).filter((path) => !changes.has(path));
      const laid = [...changes].flatMap(([path, text]) => (text === undefined ? [] : [path]));
      return [...kept, ...laid.filter((path) => folder === '' || path.startsWith(`${folder}/`))];
    },
  };
}
