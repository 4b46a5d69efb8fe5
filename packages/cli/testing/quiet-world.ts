import { readdir, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';

import type { World } from '../src/world.ts';

/** A world without a person in front of it. */
export function quietWorld(cwd: string): World {
  const never = new AbortController().signal;
  const silent = { write: () => true };
  return {
    args: [],
    cwd,
    env: {},
    stdin: {},
    stdout: silent,
    stderr: silent,
    now: () => new Date(),
    clock: () => performance.now(),
    random: () => 0.5,
    interrupted: never,
    killed: never,
  };
}

/** The status of a request that names another host; `fetch` does not let one say so. */
export function statusFor(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Every file below a folder with its size and its time. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const told = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${file} ${size} ${mtimeMs}`;
    }),
  );
  return told.toSorted();
}
