import { join } from 'node:path';

import { expect, test } from 'vitest';

import { projectFolder } from '../test-world/project-folder.ts';
import { repositoryFolder } from '../test-world/repository-folder.ts';
import {
  defaultBranch,
  headParents,
  headState,
  mergeBase,
  resolveRevision,
  showFile,
} from './repository.ts';
import { isRevision, runGit } from './run-git.ts';

test('a folder that is no repository has no state, and nothing crashes', async () => {
  await using folder = await projectFolder({ 'a.txt': 'x' });
  expect(await headState(folder.root)).toBeUndefined();
  expect(await defaultBranch(folder.root)).toBeUndefined();
  expect(await mergeBase(folder.root)).toBeUndefined();
  expect(await headParents(folder.root)).toBeUndefined();
  expect(await showFile(folder.root, 'HEAD', 'a.txt')).toBeUndefined();
  expect(await headState(join(folder.root, 'nowhere'))).toBeUndefined();
});

test('a repository without a commit has no state', async () => {
  await using folder = await projectFolder({});
  await runGit(folder.root, ['init', '-q']);
  expect(await headState(folder.root)).toBeUndefined();
});

test('the tree is dirty when a file changed, or a new one stands beside', async () => {
  await using repository = await repositoryFolder({ 'a.txt': 'x' });
  const commit = await repository.git('rev-parse', 'HEAD');
  expect(await headState(repository.root)).toEqual({ commit, dirty: false });
  await repository.write({ 'b.txt': 'new' });
  expect(await headState(repository.root)).toEqual({ commit, dirty: true });
});

test('the merge base is where the branch left main', async () => {
  await using repository = await repositoryFolder({ 'a.txt': 'x' });
  const base = await repository.git('rev-parse', 'HEAD');
  await repository.git('checkout', '-q', '-b', 'topic');
  await repository.commit({ 'a.txt': 'y' });
  await repository.git('checkout', '-q', 'main');
  const main = await repository.commit({ 'b.txt': 'z' });
  await repository.git('checkout', '-q', 'topic');
  expect(await defaultBranch(repository.root)).toBe('main');
  expect(await mergeBase(repository.root)).toBe(base);
  await repository.git(
    '-c',
    'user.name=T',
    '-c',
    'user.email=t@example.com',
    'merge',
    '-q',
    'main',
  );
  expect((await headParents(repository.root))?.[1]).toBe(main);
});

test('the parents of HEAD are known in a clone of depth 1', async () => {
  await using repository = await repositoryFolder({ 'a.txt': 'x' });
  const first = await repository.git('rev-parse', 'HEAD');
  await repository.commit({ 'a.txt': 'y' });
  await using folder = await projectFolder({});
  await runGit(folder.root, ['clone', '-q', '--depth', '1', `file://${repository.root}`, 'clone']);
  const clone = join(folder.root, 'clone');
  expect(await resolveRevision(clone, 'HEAD^1')).toBeUndefined();
  expect(await headParents(clone)).toEqual([first]);
});

test('a file is shown as it stands in a commit, from a folder inside the repository too', async () => {
  await using repository = await repositoryFolder({ 'app/a b.txt': 'old' });
  await repository.commit({ 'app/a b.txt': 'new' });
  const app = join(repository.root, 'app');
  expect(await showFile(app, 'HEAD~1', 'a b.txt')).toBe('old');
  expect(await showFile(app, 'HEAD', 'none.txt')).toBeUndefined();
});

test.each([
  '--output=/tmp/x',
  '-x',
  '',
  'a b',
  'HEAD..main',
  'main:secret',
  'a\nb',
  '^main',
  'x@{1}\0',
])('the revision %j never reaches git', async (revision) => {
  await using repository = await repositoryFolder({ 'a.txt': 'x' });
  expect(
    isRevision(revision) ? await resolveRevision(repository.root, revision) : undefined,
  ).toBeUndefined();
});

test.each(['main', 'HEAD~2', 'HEAD^1', 'origin/main', 'v1.0.0', 'refs/heads/feature/x', '0a1b2c3'])(
  '%s may be a revision',
  (revision) => {
    expect(isRevision(revision)).toBe(true);
  },
);
