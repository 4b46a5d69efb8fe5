import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { copyFixture, type TestProject } from '../../testing/project.ts';
import { spawnPawl } from '../../testing/spawn-pawl.ts';

const lines = (many: number, make: (at: number) => object): string =>
  `${Array.from({ length: many }, (_, at) => JSON.stringify(make(at))).join('\n')}\n`;

const filler = (at: number): string => `Paragraph ${at} of a long document. `.repeat(300);

/** A set of cases of 10 kB, answered by `target`. */
async function longProject(many: number, target: string): Promise<TestProject> {
  const project = await copyFixture();
  await project.write('pawl.yaml', `targets:\n  app: ${target}\n`);
  await project.write(
    'evals/long/set.yaml',
    "name: long\nversion: 1.0.0\nowner: '@team'\nscorers:\n  - contains: yes\n",
  );
  const cases = lines(many, (at) => ({ id: `c${at}`, input: filler(at), expected: 'yes' }));
  await project.write('evals/long/cases.jsonl', cases);
  return project;
}

test('a set of long cases needs a fraction of its size', async () => {
  await using project = await longProject(12_000, '{ provider: recorded, outputs: rows.jsonl }');
  const rows = lines(12_000, (at) => ({ case_id: `c${at}`, output: 'yes', note: filler(at) }));
  await project.write('rows.jsonl', rows);
  const env = { NODE_OPTIONS: '--max-old-space-size=160' }; // cases and rows are 250 MB
  const { code, out, err } = await spawnPawl(project.root, ['run', '--json', '--quiet'], env).ended;
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ outcome: 'complete', planned: 12_000, scored: 12_000 });
}, 120_000);

const waiting = `import { existsSync, writeFileSync } from 'node:fs';
  export default async (input) => {
    writeFileSync('begun', '');
    while (!existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 10));
    return input.startsWith('Paragraph') ? 'yes' : 'no';
  };\n`;

test.each([
  ['by another file of its name', 0],
  ['in its place', 3],
] as const)(
  'a file of long cases that is replaced %s while it is in use ends in %d, and never asks another case',
  async (how, expected) => {
    await using project = await longProject(2500, '{ provider: module, module: ./app.ts }');
    await project.write('app.ts', waiting);
    const run = spawnPawl(project.root, ['run', '--json', '--quiet', '-j', '8']);
    await vi.waitUntil(() => existsSync(join(project.root, 'begun')), { timeout: 30_000 });
    const file = join(project.root, 'evals/long/cases.jsonl');
    const next = how === 'in its place' ? file : `${file}.next`;
    const other = (at: number): object => ({ id: `c${at}`, input: `Other ${filler(at)}` });
    await writeFile(next, lines(2500, other));
    if (next !== file) await rename(next, file);
    await project.write('go', '');
    const { code, out } = await run.ended;
    expect(code).toBe(expected);
    const { cells, faulted } = JSON.parse(out);
    expect(cells[0].passed + faulted).toBe(2500);
  },
  60_000,
);
