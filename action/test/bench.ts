import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openApi } from '../src/api.ts';
import type { Api } from '../src/api.ts';
import type { Place } from '../src/trigger.ts';
import type { World } from '../src/world.ts';

/** A folder for one test, and the way to get rid of it. */
export function tempFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'pawl-action-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** An empty bare repository. */
export function bareRepository(folder: string): string {
  const path = join(folder, 'origin.git');
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', path]);
  return path;
}

/** A world whose clock moves only while somebody waits. */
export function stillWorld(env: World['env'] = {}): World & { readonly lines: string[] } {
  let time = Date.parse('2026-11-20T12:00:00Z');
  const lines: string[] = [];
  return {
    env,
    workspace: '/',
    now: () => new Date(time),
    wait: (ms) => {
      time += ms;
      return Promise.resolve();
    },
    nonce: () => 'f'.repeat(32),
    log: (line) => lines.push(line),
    signal: new AbortController().signal,
    lines,
  };
}

/** A place in a workflow of `o/r`. */
function placeAt(apiUrl: string, run: Partial<Place> = {}): Place {
  return {
    owner: 'o',
    repo: 'r',
    workflow: 'Evals',
    job: 'gate',
    runId: 7,
    attempt: 1,
    runUrl: 'https://github.com/o/r/actions/runs/7',
    serverUrl: 'https://github.com',
    apiUrl,
    ...run,
  };
}

/** The API of a fake GitHub. */
export function apiOf(url: string, world: World = stillWorld()): Api {
  return openApi(placeAt(url), 'token', world);
}
