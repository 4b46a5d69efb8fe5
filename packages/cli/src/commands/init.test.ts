import { readdir } from 'node:fs/promises';

import { expect, test, vi } from 'vitest';

import { copyFixture } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

test('what it writes validates without a word, runs at once and can be accepted', async () => {
  await using project = await copyFixture();
  const { code, out } = await project.pawl('init');
  expect(code).toBe(0);
  expect(out.split('\n').slice(0, 6)).toEqual([
    'created  .github/workflows/evals.yml',
    'created  evals/first-set/cases.jsonl',
    'created  evals/first-set/recorded.jsonl',
    'created  evals/first-set/set.yaml',
    'created  pawl.yaml',
    'created  .gitignore',
  ]);
  const checked = await project.pawl('validate', '--json');
  expect(JSON.parse(checked.out)).toMatchObject({ valid: true, problems: [] });
  expect((await project.pawl('run', '--quiet')).code).toBe(0);
  expect((await project.pawl('baseline', 'accept')).code).toBe(0);
  expect((await project.pawl('check', '--quiet')).code).toBe(0);
});

test('running it again overwrites nothing', async () => {
  await using project = await copyFixture();
  await project.write('pawl.yaml', 'mine\n');
  await project.write('.gitignore', 'node_modules');
  await project.pawl('init');
  const { out } = await project.pawl('init', '--json');
  const { created, kept } = JSON.parse(out);
  expect(created).toEqual([]);
  expect(kept).toContain('pawl.yaml');
  expect(await project.read('pawl.yaml')).toBe('mine\n');
  expect(await project.read('.gitignore')).toBe('node_modules\n.pawl/\n');
});

test('the owner stands in the set', async () => {
  await using project = await copyFixture();
  await project.in({ isTTY: true })('init', '--yes', '--owner', '@support: "ai"');
  const { out } = await project.pawl('validate', '--json');
  expect(JSON.parse(out).sets[0].owner).toBe('@support: "ai"');
});

test('the files know their schema, and the workflow starts the action that comes with the package', async () => {
  await using project = await copyFixture();
  await project.pawl('init', '--yes');
  expect(await readdir(project.root)).toContain('.github');
  const schemas = /^# yaml-language-server: \$schema=.*node_modules\/pawl\/schemas\//;
  expect(await project.read('pawl.yaml')).toMatch(schemas);
  expect(await project.read('evals/first-set/set.yaml')).toMatch(schemas);
  const workflow = await project.read('.github/workflows/evals.yml');
  expect(workflow).toMatch(/^ {6}- uses: \.\/node_modules\/pawl\/dist\/action$/m);
  expect(workflow).toMatch(/^permissions: \{\}$/m);
  const remote = workflow.match(/uses: (?!\.)\S+/g) ?? [];
  expect(remote.filter((use) => !/@[0-9a-f]{40}$/.test(use))).toEqual([]);
});
