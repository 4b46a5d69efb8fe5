import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import { caseHash, defaultPolicy } from '@pawl/core';
import type { CaseContent, RunEvent } from '@pawl/core';

const identity = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** Runs git in a folder. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    env: {
      ...process.env,
      ...identity,
      GIT_COMMITTER_DATE: '2026-11-20T10:00:00Z',
      GIT_AUTHOR_DATE: '2026-11-20T10:00:00Z',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** A project on disk whose `origin` is what the fake GitHub serves. */
export interface Project {
  readonly work: string;
  readonly origin: string;
  /** Writes files, commits them and gives the commit. */
  readonly commit: (files: Readonly<Record<string, string>>) => string;
}

/** Cases of the project's one set. */
export const caseIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `case-${String(index).padStart(3, '0')}`);

/** How a case asks. */
type Ask = (id: string) => string;

/** One case of the project's one set. */
export const caseOf = (id: string, ask: Ask = (one) => `What is ${one}?`) => ({
  id,
  input: ask(id),
  expected: id,
});

/** Cases as their file holds them. */
export const casesFile = (cases: readonly object[]): string =>
  cases.map((one) => `${JSON.stringify(one)}\n`).join('');

const hashOf = (content: CaseContent): string =>
  caseHash(content, [], (text) => hash('sha256', text, 'hex'));

/** The files of a small project. */
export function projectFiles(count: number): Record<string, string> {
  const cases = caseIds(count).map((id) => caseOf(id));
  return {
    '.gitignore': '.pawl\nresults\nrecorded\nnode_modules\n',
    'pawl.yaml':
      'targets:\n  bot: { provider: recorded, outputs: recorded.jsonl }\ngate: { margin: 0.1 }\n',
    'evals/support/set.yaml':
      'name: support\nversion: 1.0.0\nowner: "@team"\ntargets: [bot]\nscorers: [{ equals: x }]\n',
    'evals/support/cases.jsonl': casesFile(cases),
  };
}

/** Makes a project with one commit on `main`. */
export function makeProject(folder: string, count = 60): Project {
  const work = join(folder, 'work');
  const origin = join(folder, 'origin.git');
  mkdirSync(work);
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', origin]);
  git(work, 'init', '-q', '-b', 'main');
  git(work, 'remote', 'add', 'origin', origin);
  const commit = (files: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(work, path, '..'), { recursive: true });
      writeFileSync(join(work, path), text);
    }
    git(work, 'add', '-A');
    git(work, 'commit', '-q', '--allow-empty', '-m', 'change');
    return git(work, 'rev-parse', 'HEAD');
  };
  commit(projectFiles(count));
  git(work, 'push', '-q', 'origin', 'main');
  return { work, origin, commit };
}

/** What a recorded run is like. */
export interface RunShape {
  readonly commit: string;
  readonly runId?: string;
  readonly count?: number;
  /** Whether a case passes. */
  readonly passes?: (id: string) => boolean;
  /** Digest of what was asked; equal ones share their answer. */
  readonly request?: string;
  readonly at?: string;
  /** What its cases ask, where it is something else. */
  readonly ask?: Ask;
  /** Changes the events before they are written. */
  readonly change?: (events: RunEvent[]) => readonly unknown[];
}

/** Writes the journal of a run, as `pawl run` does, and gives its folder. */
export function writeRun(results: string, shape: RunShape): string {
  const folder = join(results, shape.runId ?? '20261120-100000-abcd');
  mkdirSync(folder, { recursive: true });
  const events = (shape.change ?? ((all) => all))(eventsOf(shape));
  writeFileSync(join(folder, 'events.jsonl'), events.map(line).join(''));
  return folder;
}

/** One line of a journal. */
export function line(event: unknown): string {
  const json = JSON.stringify(event);
  const crc = crc32(json).toString(16).padStart(8, '0');
  return `{"crc":"${crc}","len":${Buffer.byteLength(json)},"event":${json}}\n`;
}

/** The events of a run. */
export function eventsOf(shape: RunShape): RunEvent[] {
  const ids = caseIds(shape.count ?? 60);
  const at = shape.at ?? '2026-11-20T11:00:00.000Z';
  const finished = ids.map((id, index) => trialOf(shape, id, index));
  return [startOf(shape, ids, at), ...finished, { type: 'run-finished', at }];
}

function startOf(shape: RunShape, ids: readonly string[], at: string): RunEvent {
  const scorer = {
    name: 'equals',
    type: 'equals',
    digest: 'scorer',
    binary: true,
    advisory: false,
  };
  return {
    type: 'run-started',
    format: 1,
    runId: shape.runId ?? '20261120-100000-abcd',
    at,
    harness: '0.1.0',
    commit: shape.commit,
    sets: [
      {
        name: 'support',
        version: '1.0.0',
        owner: '@team',
        digest: 'set',
        file: 'evals/support/set.yaml',
        targets: ['bot'],
        scorers: [scorer],
        policy: { ...defaultPolicy, margin: 0.1 },
        cases: ids.map((id) => ({ id, hash: hashOf(caseOf(id, shape.ask)), trials: 1 })),
      },
    ],
    targets: [
      { name: 'bot', provider: 'recorded', digest: shape.request ?? 'v1', transparent: true },
    ],
    planDigest: 'plan',
    planned: ids.length,
  };
}

function trialOf(shape: RunShape, id: string, index: number): RunEvent {
  const value = (shape.passes ?? (() => true))(id) ? 1 : 0;
  return {
    type: 'trial-finished',
    set: 'support',
    target: 'bot',
    trial: 0,
    index,
    case: id,
    request: `${shape.request ?? 'v1'}-${id}`,
    result: {
      kind: 'answered',
      output: { text: `answer to ${id}` },
      scores: [{ kind: 'scored', scorer: 'equals', value }],
      durationMs: 12,
      costUsd: 0.001,
    },
  };
}
