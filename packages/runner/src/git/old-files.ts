import { readBlobs } from './read-blobs.ts';
import { runGit } from './run-git.ts';

/** How many commits or refs are looked at, the newest ones. */
const most = 200;

/** Texts that are read at most, the newest ones. */
const mostTexts = 1000;

/** Texts that are read with one process. */
const together = 64;

/**
 * The texts that the files of a folder had in the newest 200 commits that touched it, along the first parents of HEAD.
 * Each text once; nothing outside a repository.
 */
export async function* oldFiles(cwd: string, folder: string): AsyncGenerator<string> {
  const shape = ['--first-parent', '-m', '--format=', '--raw', '-z', '--no-abbrev', '--no-renames'];
  const args = [...shape, '--diff-filter=AM', '--relative', '-n', String(most)];
  const listing = await runGit(cwd, ['log', ...args, 'HEAD', '--', `:(literal)${folder}`]);
  const found = (listing ?? '').matchAll(/:\d{6} 100\d{3} [0-9a-f]+ ([0-9a-f]+) [AM]\0/gu);
  yield* readTexts(
    cwd,
    [...found].map(([, id = '']) => id),
  );
}

/** The text of one file in each of the newest 200 commits that the refs below a prefix name; a commit counts once. */
export async function* refFiles(
  cwd: string,
  { prefix, file }: { readonly prefix: string; readonly file: string },
): AsyncGenerator<string> {
  const order = ['--sort=-creatordate', '--format=%(objectname) %(objecttype)'];
  const listing = await runGit(cwd, ['for-each-ref', ...order, prefix]);
  const found = (listing ?? '').matchAll(/^([0-9a-f]+) commit$/gmu);
  const commits = [...new Set([...found].map(([, id = '']) => id))].slice(0, most);
  yield* readTexts(
    cwd,
    commits.map((id) => `${id}:${file}`),
  );
}

/** Some at a time: old files are many, and none is needed twice. */
async function* readTexts(cwd: string, names: readonly string[]): AsyncGenerator<string> {
  const each = [...new Set(names)].slice(0, mostTexts);
  for (let at = 0; at < each.length; at += together) {
    const blobs = await readBlobs(cwd, each.slice(at, at + together));
    for (const bytes of blobs.values()) yield Buffer.from(bytes).toString('utf8');
  }
}
