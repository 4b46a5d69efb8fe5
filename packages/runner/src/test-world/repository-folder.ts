import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { projectFolder, type ProjectFolder } from './project-folder.ts';

const exec = promisify(execFile);

/** A git repository in a folder of its own. */
export interface RepositoryFolder extends ProjectFolder {
  /** Runs git in it; gives what git printed. */
  readonly git: (...args: string[]) => Promise<string>;
  /** Writes files and commits everything; gives the commit. */
  readonly commit: (files: Readonly<Record<string, string | Uint8Array>>) => Promise<string>;
}

const identity = {
  GIT_AUTHOR_NAME: 'Tests',
  GIT_AUTHOR_EMAIL: 'tests@example.com',
  GIT_COMMITTER_NAME: 'Tests',
  GIT_COMMITTER_EMAIL: 'tests@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

/** Starts a repository on `main`, with these files in its first commit. */
export async function repositoryFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<RepositoryFolder> {
  const folder = await projectFolder({});
  const git = async (...args: string[]): Promise<string> => {
    const { stdout } = await exec('git', args, {
      cwd: folder.root,
      env: { ...process.env, ...identity },
    });
    return stdout.trim();
  };
  const commit = async (more: typeof files): Promise<string> => {
    await folder.write(more);
    await git('add', '-A');
    await git('commit', '-q', '--allow-empty', '-m', 'change');
    return git('rev-parse', 'HEAD');
  };
  await git('init', '-q', '-b', 'main');
  await commit(files);
  return { ...folder, git, commit, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}
