import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { loadProject } from '../load/load-project.ts';
import { openWorkTree } from '../load/work-tree.ts';
import { smallProject } from '../test-world/project-folder.ts';
import { repositoryFolder } from '../test-world/repository-folder.ts';
import { smallCatalog } from '../test-world/small-catalog.ts';
import { openGitTree } from './git-tree.ts';
import { readBlobs } from './read-blobs.ts';

const day = { catalog: smallCatalog, today: '2026-11-20' };

test('a project is loaded as it stands in a commit, and the working tree is neither read nor touched', async () => {
  await using repository = await repositoryFolder(smallProject);
  await repository.write({
    'evals/demo/cases.jsonl': '{"id":"b","input":"new"}\n',
    'pawl.yaml': 'broken: [\n',
  });
  const source = await openGitTree(repository.root, 'HEAD');
  const base = await loadProject({ cwd: repository.root, source, ...day });
  expect(base.sets[0]?.cases.map(({ id }) => id)).toEqual(['a']);
  expect(await readFile(join(repository.root, 'pawl.yaml'), 'utf8')).toBe('broken: [\n');
});

test('the same files have the same digests from the tree and from the commit', async () => {
  await using repository = await repositoryFolder(smallProject);
  const now = await loadProject({ cwd: repository.root, ...day });
  const then = await loadProject({
    cwd: repository.root,
    source: await openGitTree(repository.root, 'main'),
    ...day,
  });
  expect(then.sets).toEqual(now.sets);
  expect(then.targets).toEqual(now.targets);
});

test('a project in a folder of the repository is found there', async () => {
  const files = Object.entries(smallProject).map(([path, text]) => [`apps/bot/${path}`, text]);
  await using repository = await repositoryFolder({
    ...Object.fromEntries(files),
    'evals/other/set.yaml': 'name: other\n',
  });
  const root = join(repository.root, 'apps/bot');
  const project = await loadProject({ cwd: root, source: await openGitTree(root, 'HEAD'), ...day });
  expect(project.sets.map(({ name }) => name)).toEqual(['demo']);
});

test('patterns find the same files in the tree and in the commit', async () => {
  const names = [
    'cases.jsonl',
    'cases/1.yaml',
    'cases/deep/2.csv',
    'cases/.hidden.yaml',
    'cases/[x].json',
    'other.txt',
    'node_modules/p/cases.jsonl',
    'ü ñ.yaml',
  ];
  const files = Object.fromEntries(names.map((name) => [`evals/demo/${name}`, 'x']));
  await using repository = await repositoryFolder({ ...files, 'evals/top.jsonl': 'x' });
  const tree = openWorkTree(repository.root);
  const commit = await openGitTree(repository.root, 'HEAD');
  const asked = [
    ['cases.{jsonl,json,yaml,yml,csv}', 'cases/**/*.{jsonl,json,yaml,yml,csv}'],
    ['cases/*'],
    ['**/*'],
    ['../*.jsonl'],
    ['other.txt', 'none.txt'],
    ['*.yaml'],
  ];
  for (const patterns of asked)
    expect(await commit.find(patterns, 'evals/demo')).toEqual(
      await tree.find(patterns, 'evals/demo'),
    );
  expect(await commit.find(['**/*.jsonl'], '.')).toEqual([
    'evals/demo/cases.jsonl',
    'evals/top.jsonl',
  ]);
});

test('blobs are read together, and one that is not there is left out', async () => {
  await using repository = await repositoryFolder({
    'a.txt': 'one\n',
    'b.txt': '',
    'c.txt': '\n\nthree',
  });
  const ids = await repository.git('ls-tree', '--object-only', 'HEAD');
  const [a = '', b = '', c = ''] = ids.split('\n');
  const blobs = await readBlobs(repository.root, [a, '0'.repeat(40), b, c]);
  const texts = [...blobs].map(([id, bytes]) => [id, Buffer.from(bytes).toString()]);
  expect(texts).toEqual([
    [a, 'one\n'],
    [b, ''],
    [c, '\n\nthree'],
  ]);
});

test('large files and links inside the project are read, links that leave it are not', async () => {
  const line = `${JSON.stringify({ id: 'big', input: 'x'.repeat(100_000) })}\n`;
  await using repository = await repositoryFolder({ ...smallProject, 'data/big.jsonl': line });
  await symlink('../../data/big.jsonl', join(repository.root, 'evals/demo/cases.yaml.jsonl'));
  await symlink('/etc/passwd', join(repository.root, 'evals/demo/passwd.jsonl'));
  const set = smallProject['evals/demo/set.yaml'] ?? '';
  await repository.commit({ 'evals/demo/set.yaml': `${set}cases: [cases.yaml.jsonl]\n` });
  const load = async (): Promise<string[]> => {
    const source = await openGitTree(repository.root, 'HEAD');
    const { sets } = await loadProject({ cwd: repository.root, source, ...day });
    return sets.flatMap((one) => one.cases.map(({ id }) => id));
  };
  expect(await load()).toEqual(['big']);
  await repository.commit({ 'evals/demo/set.yaml': `${set}cases: [passwd.jsonl]\n` });
  await expect(load()).rejects.toMatchObject({ problems: [{ code: 'file-outside' }] });
});

test('a commit that git does not know says where it was looked for', async () => {
  await using repository = await repositoryFolder(smallProject);
  await expect(openGitTree(repository.root, 'nowhere')).rejects.toMatchObject({
    code: 'unknown-revision',
    message: 'Git knows no commit "nowhere"',
  });
  await expect(openGitTree(repository.root, '--help')).rejects.toMatchObject({
    code: 'unknown-revision',
  });
});

test('a commit without a project says so', async () => {
  await using repository = await repositoryFolder({ 'README.md': 'x' });
  const source = await openGitTree(repository.root, 'HEAD');
  await expect(loadProject({ cwd: repository.root, source, ...day })).rejects.toMatchObject({
    code: 'no-project',
  });
});
