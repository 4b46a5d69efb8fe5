import { runGit } from './run-git.ts';

/** A tag, and when the commit that it names was made. */
export interface TagMark {
  readonly name: string;
  /** ISO date-time in UTC. */
  readonly at: string;
}

/** Every tag of a commit, annotated or light, the oldest commit first; nothing outside a repository. */
export async function tagMarks(cwd: string): Promise<readonly TagMark[]> {
  const format = '--format=%(refname:lstrip=2)%09%(committerdate:unix)%09%(*committerdate:unix)';
  const listing = await runGit(cwd, ['for-each-ref', format, 'refs/tags']);
  const marks = (listing ?? '').split('\n').flatMap((line): TagMark[] => {
    const [name = '', light = '', annotated = ''] = line.split('\t');
    const seconds = Number(annotated === '' ? light : annotated);
    if (name === '' || seconds <= 0 || !Number.isSafeInteger(seconds)) return [];
    return [{ name, at: new Date(seconds * 1000).toISOString() }];
  });
  return marks.toSorted((a, b) => Number(a.at > b.at) - Number(a.at < b.at));
}
