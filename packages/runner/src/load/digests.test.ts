import type { EvalSet, Project, Target } from '@pawl/core';
import { expect, test } from 'vitest';

import { loadFolder, saidAbout } from '../test-world/load-folder.ts';
import { smallProject } from '../test-world/project-folder.ts';

const caseLine = (more: object): Record<string, string> => ({
  'evals/demo/cases.jsonl': `${JSON.stringify({ id: 'a', input: 'say x', ...more })}\n`,
});

const hashOf = ({ sets }: Project): string | undefined => sets[0]?.cases[0]?.hash;

test('the hash of a case covers input, expected answer, metadata and own scorers, and nothing else', async () => {
  const plain = hashOf(await loadFolder());
  const hash = async (more: object): Promise<string | undefined> =>
    hashOf(await loadFolder(caseLine(more)));
  expect(await hash({ tags: ['x'], cluster: 'c', critical: true, trials: 3 })).toBe(plain);
  const others = [
    { input: 'other' },
    { expected: 'x' },
    { expected: null },
    { metadata: {} },
    { scorers: [{ contains: 'y' }] },
  ];
  const hashes = await Promise.all(others.map(hash));
  expect(new Set([plain, ...hashes]).size).toBe(others.length + 1);
});

test('the order of keys in a row is no change', async () => {
  const one = await loadFolder({ 'evals/demo/cases.jsonl': '{"id":"a","input":{"x":1,"y":2}}\n' });
  const two = await loadFolder({ 'evals/demo/cases.jsonl': '{"input":{"y":2,"x":1},"id":"a"}\n' });
  expect(hashOf(one)).toBe(hashOf(two));
});

const scored = async (
  files: Record<string, string>,
): Promise<EvalSet['scorers'][number] | undefined> => (await loadFolder(files)).sets[0]?.scorers[0];

const withScorer = (scorer: string): Record<string, string> => ({
  'evals/demo/set.yaml': `name: demo\nversion: 1.0.0\nowner: "@team"\nscorers:\n  - ${scorer}\n`,
});

test('a rubric in a file is read into the options, and an edit of it changes the digest', async () => {
  const set = withScorer(
    '{ type: judge, rubric: { file: ./rubric.md }, model: { provider: openai, model: m } }',
  );
  const before = await scored({ ...set, 'evals/demo/rubric.md': 'Be kind.\n' });
  const after = await scored({ ...set, 'evals/demo/rubric.md': 'Be kinder.\n' });
  expect(before).toMatchObject({ options: { rubric: 'Be kind.\n' }, judge: 'openai/m' });
  expect(after?.digest).not.toBe(before?.digest);
  expect(await saidAbout(set)).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/set.yaml:5:36  ./rubric.md: The file cannot be read: there is no such file
        Paths start from the folder of the set, evals/demo.
    "
  `);
});

test('a JSON Schema in a file is read as JSON', async () => {
  const set = withScorer('{ type: json-schema, schema: { file: ./s.json } }');
  const scorer = await scored({ ...set, 'evals/demo/s.json': '{"type": "object"}' });
  expect(scorer?.options).toEqual({ schema: { type: 'object' } });
  expect(await saidAbout({ ...set, 'evals/demo/s.json': '{"type": "object",}' })).toContain(
    'evals/demo/s.json:1:18  Not JSON: trailing comma',
  );
});

test('the digest of a module scorer covers what the module imports', async () => {
  const set = {
    ...withScorer('module: ./tone.ts'),
    'evals/demo/tone.ts': "import { words } from './words.js';\nexport default () => words;\n",
  };
  const before = await scored({ ...set, 'evals/demo/words.ts': 'export const words = 1;\n' });
  const after = await scored({ ...set, 'evals/demo/words.ts': 'export const words = 2;\n' });
  expect(before?.digest).not.toBe(after?.digest);
  expect(await saidAbout(withScorer('module: ./none.ts'))).toContain(
    'Scorer module: there is no module "./none.ts" in evals/demo',
  );
});

const target = async (
  yaml: string,
  files: Record<string, string> = {},
): Promise<Target | undefined> =>
  (await loadFolder({ 'pawl.yaml': `targets:\n  t: ${yaml}\n`, ...files })).targets.get('t');

test('the digest of a target covers its prompt and its recorded outputs', async () => {
  const model = '{ provider: openai, model: m, prompt: p.md }';
  const before = await target(model, { 'p.md': 'Say {{ input }}' });
  const after = await target(model, { 'p.md': 'Tell {{ input }}' });
  expect(before).toMatchObject({
    prompt: 'Say {{ input }}',
    promptFile: 'p.md',
    transparent: true,
  });
  expect(after?.digest).not.toBe(before?.digest);
  const recorded = '{ provider: recorded, outputs: evals/recorded.jsonl }';
  const more = { 'evals/recorded.jsonl': '{"case_id":"a","output":"y"}\n' };
  expect((await target(recorded, more))?.digest).not.toBe((await target(recorded))?.digest);
});

test('how fast and at what price a target may be asked is no part of its digest', async () => {
  const slow = await target(
    '{ provider: openai, model: m, concurrency: 1, timeout: 5s, apiKeyEnv: KEY }',
  );
  const fast = await target('{ provider: openai, model: m }');
  expect(slow?.digest).toBe(fast?.digest);
});

test('code is transparent only as far as the target names the files that decide', async () => {
  expect(await target('{ provider: command, command: [node, agent.ts] }')).toMatchObject({
    transparent: false,
  });
  const named =
    '{ provider: command, command: [node, agent.ts], files: ["src/**/*.ts", agent.ts] }';
  const files = { 'agent.ts': '1', 'src/a.ts': '2' };
  const before = await target(named, files);
  const after = await target(named, { ...files, 'src/b.ts': '3' });
  expect(before).toMatchObject({ transparent: true });
  expect(before).not.toHaveProperty('files');
  expect(after?.digest).not.toBe(before?.digest);
  expect(await saidAbout({ 'pawl.yaml': `targets:\n  t: ${named}\n` })).toContain(
    'there is no file',
  );
});

test('the digest of a set covers its words, rules, scorers and cases', async () => {
  const digest = async (files: Record<string, string>): Promise<string | undefined> =>
    (await loadFolder(files)).sets[0]?.digest;
  const set = smallProject['evals/demo/set.yaml'] ?? '';
  const changes = [
    {},
    { 'evals/demo/set.yaml': `${set}description: new\n` },
    { 'evals/demo/set.yaml': `${set}gate: { margin: 0.1 }\n` },
    { 'evals/demo/set.yaml': set.replace('contains: x', 'contains: y') },
    caseLine({ tags: ['x'] }),
    { 'pawl.yaml': `${smallProject['pawl.yaml']}defaults: { scorers: [contains: z] }\n` },
  ];
  const digests = await Promise.all(changes.map(digest));
  expect(new Set(digests).size).toBe(changes.length);
});
