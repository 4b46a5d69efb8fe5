import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

const environment = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };

/** Runs git with arguments, never through a shell. `undefined` when git says no, or is not there. */
export async function runGit(cwd: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await exec('git', [...args], {
      cwd,
      env: { ...process.env, ...environment },
      maxBuffer: 256 * 1024 * 1024,
    });
    return stdout;
  } catch {
    return undefined;
  }
}

/** The bytes that git prints, as they come. Throws when git fails. */
export async function* streamGit(cwd: string, args: readonly string[]): AsyncGenerator<Uint8Array> {
  const child = spawn('git', [...args], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => undefined);
  try {
    for await (const chunk of child.stdout) if (chunk instanceof Uint8Array) yield chunk;
    const code = await ended;
    if (code !== 0) throw new Error(`git ${args[0]} ended with ${code}`);
  } finally {
    child.kill();
  }
}

/** Whether git could take a text for a revision and for nothing else. */
export function isRevision(text: string): boolean {
  return /^[^-\s~^:?*[\\\p{Cc}][^\s:?*[\\\p{Cc}]*$/u.test(text) && !text.includes('..');
}
