import { isRevision, runGit } from './run-git.ts';

/** What the repository says about the folder, as far as it is one. */
export interface HeadState {
  readonly commit: string;
  /** Whether tracked files differ from the commit, or new ones stand beside them. */
  readonly dirty: boolean;
}

/** The checked-out commit; `undefined` outside a repository and before the first commit. */
export async function headState(cwd: string): Promise<HeadState | undefined> {
  const commit = await resolveRevision(cwd, 'HEAD');
  if (commit === undefined) return undefined;
  const changes = await runGit(cwd, ['status', '--porcelain', '-z', '--untracked-files=normal']);
  return { commit, dirty: changes !== '' };
}

/** The full id of the commit that a revision names. */
export async function resolveRevision(cwd: string, revision: string): Promise<string | undefined> {
  if (!isRevision(revision)) return undefined;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  return trimmed(await runGit(cwd, args));
}

/** The branch that work returns to: what origin says, else main or master. */
export async function defaultBranch(cwd: string): Promise<string | undefined> {
  const remote = trimmed(
    await runGit(cwd, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']),
  );
  for (const branch of [remote, 'origin/main', 'origin/master', 'main', 'master']) {
    if (branch === undefined) continue;
    const known = await resolveRevision(cwd, branch);
    if (known !== undefined) return branch;
  }
  return undefined;
}

/** Where this branch left the default branch (or another revision). */
export async function mergeBase(cwd: string, other?: string): Promise<string | undefined> {
  const branch = other ?? (await defaultBranch(cwd));
  const commit = branch === undefined ? undefined : await resolveRevision(cwd, branch);
  if (commit === undefined) return undefined;
  return trimmed(await runGit(cwd, ['merge-base', 'HEAD', commit]));
}

/** The parents of HEAD, first one first; also known in a clone of depth 1, where they cannot be visited. */
export async function headParents(cwd: string): Promise<readonly string[] | undefined> {
  const text = await runGit(cwd, ['cat-file', '-p', 'HEAD']);
  const header = text?.split('\n\n', 1)[0];
  return header
    ?.split('\n')
    .filter((line) => line.startsWith('parent '))
    .map((line) => line.slice('parent '.length));
}

/** The text of a file at a revision; `path` is relative to the folder. */
export async function showFile(
  cwd: string,
  revision: string,
  path: string,
): Promise<string | undefined> {
  const commit = await resolveRevision(cwd, revision);
  if (commit === undefined) return undefined;
  return runGit(cwd, ['cat-file', 'blob', `${commit}:./${path}`]);
}

function trimmed(text: string | undefined): string | undefined {
  const line = text?.trim();
  return line === '' ? undefined : line;
}
