import { isAbsolute, relative, resolve } from 'node:path';

import { UsageError } from '@pawl/core';
import type { Problem } from '@pawl/core';

import type { World } from './world.ts';

/** What the workflow asked for, checked. It can tighten the policy of the base, never loosen it. */
export interface Inputs {
  readonly mode: 'auto' | 'run' | 'gate' | 'record';
  readonly sets: readonly string[];
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  /** Whether the workflow named the folder. */
  readonly resultsNamed: boolean;
  readonly baseline: 'auto' | 'refs' | 'file' | 'none';
  readonly token: string;
  /** Absolute path of the folder that holds `pawl.yaml`. */
  readonly root: string;
  readonly comment: 'on-change' | 'always' | 'never';
  readonly checkRun: boolean;
  readonly confirm: number;
  /** US dollars; left out: the project's own limit. */
  readonly maxCostUsd?: number;
  readonly maxDistance: number;
  readonly maxAgeDays?: number;
  readonly baselineWaitMs: number;
  readonly onMissingBaseline: 'policy' | 'fail';
  readonly allowForkHead: boolean;
  /** Of a trusted run: the fork's pull request, and the head that was looked at. */
  readonly pullRequest?: number;
  readonly forkHead?: string;
}

/** Reads every input; all mistakes are reported at once, each with one plain sentence. */
export function readInputs(world: World): Inputs {
  const read = new Reader(world.env);
  const root = read.folder('working-directory', world.workspace, '.');
  const named = read.text('results') !== '';
  const inputs: Inputs = {
    mode: read.word('mode', ['auto', 'run', 'gate', 'record']),
    sets: read.names('sets'),
    results: read.folder('results', world.workspace, `${relativePath(world, root)}/.pawl/runs`),
    resultsNamed: named,
    baseline: read.word('baseline', ['auto', 'refs', 'file', 'none']),
    token: read.text('github-token'),
    root,
    comment: read.word('comment', ['on-change', 'always', 'never']),
    checkRun: read.word('check-run', ['false', 'true']) === 'true',
    confirm: read.number('confirm', { least: 0, most: 20, whole: true }) ?? 0,
    maxDistance: read.number('max-distance', { least: 0, most: 500, whole: true }) ?? 50,
    baselineWaitMs: (read.number('baseline-wait', { least: 0, most: 60 }) ?? 10) * 60_000,
    onMissingBaseline: read.word('on-missing-baseline', ['policy', 'fail']),
    allowForkHead: read.word('allow-fork-head', ['false', 'true']) === 'true',
    ...optional('maxCostUsd', read.number('max-cost', { least: 0, most: 1_000_000 })),
    ...optional('maxAgeDays', read.number('max-age', { least: 0, most: 3650 })),
    ...optional('pullRequest', read.number('pull-request', { least: 1, most: 1e9, whole: true })),
    ...optionalSha(read.commit('fork-head')),
  };
  if (read.problems.length === 0) return inputs;
  throw new UsageError('bad-input', 'The workflow hands the action inputs it cannot use.', {
    hint: 'Correct them under `with:` in the workflow.',
    problems: read.problems,
  });
}

const namePattern = /^[a-z0-9][a-z0-9._-]{0,99}$/;

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #env: World['env'];

  constructor(env: World['env']) {
    this.#env = env;
  }

  text(name: string): string {
    return (this.#env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  }

  /** One of the words; the first one is the default. */
  word<W extends string>(name: string, words: readonly [W, ...W[]]): W {
    const text = this.text(name);
    if (text === '') return words[0];
    const found = words.find((word) => word === text);
    if (found === undefined) {
      this.#refuse(name, `is ${quoted(text)}; it may be ${words.join(', ')}.`);
    }
    return found ?? words[0];
  }

  names(name: string): string[] {
    const names = this.text(name)
      .split(/[\s,]+/)
      .filter((part) => part !== '');
    for (const one of names) {
      if (!namePattern.test(one)) {
        this.#refuse(name, `names ${quoted(one)}, which no eval set can be called.`);
      }
    }
    return names;
  }

  number(name: string, bounds: Bounds): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    const value = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
    const fits = value >= bounds.least && value <= bounds.most;
    if (fits && (bounds.whole !== true || Number.isInteger(value))) return value;
    const kind = bounds.whole === true ? 'a whole number' : 'a number';
    this.#refuse(
      name,
      `is ${quoted(text)}; it must be ${kind} from ${bounds.least} to ${bounds.most}.`,
    );
    return undefined;
  }

  commit(name: string): string | undefined {
    const text = this.text(name);
    if (text === '' || /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text)) return text || undefined;
    this.#refuse(name, `is ${quoted(text)}; it must be a commit in full, of 40 or 64 digits.`);
    return undefined;
  }

  folder(name: string, workspace: string, fallback: string): string {
    const text = this.text(name);
    const path = resolve(workspace, text === '' ? fallback : text);
    const inside = relative(workspace, path);
    const control = /\p{Cc}/u.test(text);
    if (control || text.startsWith('-') || inside.startsWith('..') || isAbsolute(inside)) {
      this.#refuse(name, `is ${quoted(text)}; it must be a folder inside the workspace.`);
    }
    return path;
  }

  #refuse(name: string, sentence: string): void {
    const message = `Input \`${name}\` ${sentence}`;
    this.problems.push({
      code: 'bad-input',
      place: { file: 'workflow' },
      message,
      severity: 'error',
    });
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function relativePath(world: World, path: string): string {
  const inside = relative(world.workspace, path).replaceAll('\\', '/');
  return inside === '' ? '.' : inside;
}

function optional<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  if (value === undefined) return {};
  const result: Partial<Record<K, number>> = {};
  result[key] = value;
  return result;
}

const optionalSha = (forkHead: string | undefined): { readonly forkHead?: string } =>
  forkHead === undefined ? {} : { forkHead };
