import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { pawl, type Ended, type Setting } from './test-world.ts';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const run = promisify(execFile);

/** A project of its own for one test, in a temporary folder. */
export interface TestProject {
  readonly root: string;
  readonly pawl: (...args: readonly string[]) => Promise<Ended>;
  /** The same with another machine around it. */
  readonly in: (setting: Partial<Setting>) => (...args: readonly string[]) => Promise<Ended>;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
  /** Replaces a text in a file; throws when it does not stand there. */
  readonly edit: (file: string, before: string, after: string) => Promise<void>;
  readonly git: (...args: readonly string[]) => Promise<string>;
  readonly commit: (message: string) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Copies a fixture into a folder of its own. */
export async function copyFixture(name?: string): Promise<TestProject> {
  const root = await mkdtemp(join(tmpdir(), 'pawl-cli-'));
  if (name !== undefined) await cp(join(fixtures, name), root, { recursive: true });
  return projectIn(root);
}

/** Copies a fixture into a git repository whose branch `main` has it committed. */
export async function copyRepository(name: string): Promise<TestProject> {
  const project = await copyFixture(name);
  await project.git('init', '-q', '-b', 'main');
  await project.write('.gitignore', '.pawl/\n');
  await project.commit('The project');
  return project;
}

function projectIn(root: string): TestProject {
  const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  };
  const git = async (...args: readonly string[]): Promise<string> => {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    const { stdout } = await run('git', [...identity, ...args], { cwd: root });
    return stdout.trim();
  };
  return {
    root,
    read,
    write,
    git,
    pawl: (...args) => pawl({ cwd: root }, ...args),
    in:
      (setting) =>
      (...args) =>
        pawl({ cwd: root, ...setting }, ...args),
    edit: async (file, before, after) => {
      const text = await read(file);
      if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
      await write(file, text.replaceAll(before, after));
    },
    commit: async (message) => {
      await git('add', '.');
      await git('commit', '-q', '-m', message);
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
