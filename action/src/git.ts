import { execFile } from 'node:child_process';

/** Asks git in the checkout; arguments are a list and never pass a shell. */
export interface Git {
  /** The answer, or undefined where git says no. */
  readonly ask: (...args: readonly string[]) => Promise<string | undefined>;
}

/** Git in a folder, with nothing of the checkout's own configuration that runs programs. */
export function openGit(folder: string): Git {
  const safe = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-C', folder];
  return {
    ask: (...args) =>
      new Promise((done) => {
        execFile('git', [...safe, ...args], { maxBuffer: 64 << 20 }, (error, stdout) => {
          done(error === null ? stdout : undefined);
        });
      }),
  };
}

/** What a commit object says, also where its parents were not fetched. */
export interface CommitHead {
  readonly tree: string;
  readonly parents: readonly string[];
}

/** Reads a commit object; in a clone of depth 1 its parents are named all the same. */
export async function readCommit(git: Git, commit: string): Promise<CommitHead | undefined> {
  const text = await git.ask('cat-file', '-p', `${commit}^{commit}`);
  if (text === undefined) return undefined;
  const head = text.slice(0, text.indexOf('\n\n'));
  const tree = /^tree ([0-9a-f]{40,64})$/m.exec(head)?.[1];
  if (tree === undefined) return undefined;
  const parents = [...head.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].flatMap(
    ([, sha]) => sha ?? [],
  );
  return { tree, parents };
}
