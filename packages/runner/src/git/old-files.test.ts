import { expect, test } from 'vitest';

import { projectFolder } from '../test-world/project-folder.ts';
import { repositoryFolder } from '../test-world/repository-folder.ts';
import { oldFiles, refFiles } from './old-files.ts';
import { tagMarks } from './tags.ts';

const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com'];

test('a folder that is no repository has no old files, refs or tags', async () => {
  await using folder = await projectFolder({ 'kept/a.txt': 'x' });
  expect(await Array.fromAsync(oldFiles(folder.root, 'kept'))).toEqual([]);
  const asked = { prefix: 'refs/some', file: 'a.txt' };
  expect(await Array.fromAsync(refFiles(folder.root, asked))).toEqual([]);
  expect(await tagMarks(folder.root)).toEqual([]);
});

test('every text that a file of the folder had is found once, the newest first, also after it is gone', async () => {
  await using repository = await repositoryFolder({ 'kept/a.txt': 'one\n', 'b.txt': 'beside' });
  await repository.commit({ 'kept/a.txt': 'two\n' });
  await repository.commit({ 'kept/a.txt': 'one\n', 'b.txt': 'also beside' });
  await repository.git('rm', '-q', 'kept/a.txt');
  await repository.commit({});
  expect(await Array.fromAsync(oldFiles(repository.root, 'kept'))).toEqual(['one\n', 'two\n']);
});

test('what a merge brought in counts, what only a side branch had does not', async () => {
  await using repository = await repositoryFolder({ 'kept/a.txt': 'one' });
  await repository.git('checkout', '-q', '-b', 'side');
  await repository.commit({ 'kept/a.txt': 'tried' });
  await repository.commit({ 'kept/a.txt': 'merged' });
  await repository.git('checkout', '-q', 'main');
  await repository.commit({ 'b.txt': 'z' });
  await repository.git(...identity, 'merge', '-q', '--no-ff', '-m', 'merge', 'side');
  expect(await Array.fromAsync(oldFiles(repository.root, 'kept'))).toEqual(['merged', 'one']);
});

test('a commit that two refs name is read once, and one without the file is stepped over', async () => {
  await using repository = await repositoryFolder({ 'a.txt': 'kept' });
  await repository.git('update-ref', 'refs/some/v1/commit', 'HEAD');
  await repository.git('update-ref', 'refs/some/v1/tree', 'HEAD');
  await repository.git('rm', '-q', 'a.txt');
  await repository.commit({ 'b.txt': 'other' });
  await repository.git('update-ref', 'refs/some/v1/without', 'HEAD');
  const asked = { prefix: 'refs/some/v1', file: 'a.txt' };
  expect(await Array.fromAsync(refFiles(repository.root, asked))).toEqual(['kept']);
});

test('annotated and light tags say when their commit was made, not when they were set', async () => {
  await using repository = await repositoryFolder({ 'a.txt': 'x' });
  const made = await repository.git('log', '-1', '--format=%ct');
  await repository.git('tag', 'v1.0');
  await repository.git(...identity, 'tag', '-a', 'v1.1', '-m', 'Second');
  const at = new Date(Number(made) * 1000).toISOString();
  expect((await tagMarks(repository.root)).toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'v1.0', at },
    { name: 'v1.1', at },
  ]);
});
