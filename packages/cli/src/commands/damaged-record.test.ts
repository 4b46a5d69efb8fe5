import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { copyFixture, type TestProject } from '../../testing/project.ts';

/** A run with a verdict, and a damaged line in the middle of its journal. */
async function damagedRun(): Promise<{ project: TestProject; folder: string; runId: string }> {
  const project = await copyFixture('capitals');
  await project.pawl('run');
  await project.pawl('gate', '--baseline', 'none');
  const [runId = ''] = await readdir(join(project.root, '.pawl/runs'));
  const folder = join('.pawl/runs', runId);
  await project.edit(join(folder, 'events.jsonl'), '"trial-', '"trail-');
  await rm(join(project.root, folder, 'run.json'));
  return { project, folder, runId };
}

test('a damaged record gives no verdict: exit 3, the line, what to do, and the old verdict is taken back', async () => {
  const { project, folder, runId } = await damagedRun();
  await using _ = project;
  const { code, out, err } = await project.pawl('gate', '--json', '--baseline', 'none');
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ runId, outcome: 'inconclusive', reason: 'corrupt' });
  expect(err.replaceAll(/\s+/g, ' ')).toContain('events.jsonl:2: this line is damaged');
  expect(err).toContain('run again with `pawl run`');
  expect(JSON.parse(await project.read(join(folder, 'verdict.json')))).toMatchObject({
    outcome: 'inconclusive',
    exitCode: 3,
  });
});

test('no command concludes anything from a damaged record', async () => {
  const { project } = await damagedRun();
  await using _ = project;
  const commands = [
    ['show', 'latest'],
    ['compare', 'latest', 'latest'],
    ['score', 'latest'],
    ['run', '--resume'],
    ['baseline', 'accept'],
  ];
  for (const command of commands) {
    const { code, err } = await project.pawl(...command);
    expect({ command, code }).toEqual({ command, code: 3 });
    expect(err).not.toContain('a bug of ours');
  }
});

test('a case without a scorer is refused before anything is run: nothing would be evaluated', async () => {
  await using project = await copyFixture('capitals');
  const set = await project.read('evals/capitals/set.yaml');
  await project.write('evals/capitals/set.yaml', set.slice(0, set.indexOf('scorers:')));
  const { code, err } = await project.pawl('run');
  expect(code).toBe(2);
  expect(err).toContain('have no scorer');
});

test.each([
  { file: 'events.jsonl', written: '"format":1' },
  { file: 'run.json', written: '"format": 1' },
])('a newer format in $file is refused in so many words', async ({ file, written }) => {
  await using project = await copyFixture('capitals');
  await project.pawl('run');
  const [runId = ''] = await readdir(join(project.root, '.pawl/runs'));
  await project.edit(join('.pawl/runs', runId, file), written, written.replace('1', '2'));
  for (const command of [['show', 'latest'], ['gate'], ['run', '--resume', runId]]) {
    const { code, err } = await project.pawl(...command);
    expect({ command, code }).toEqual({ command, code: 2 });
    expect(err.replaceAll(/\s+/g, ' ')).toContain('this Pawl reads format 1');
  }
});

test('a verdict of a newer format is no ground for a waiver', async () => {
  await using project = await copyFixture('capitals');
  await project.pawl('run');
  await project.pawl('gate', '--baseline', 'none');
  const [runId = ''] = await readdir(join(project.root, '.pawl/runs'));
  await project.edit(join('.pawl/runs', runId, 'verdict.json'), '"format": 1', '"format": 2');
  const flags = ['--reason', 'will-revert', '--why', 'w', '--owner', '@a', '--approver', '@b'];
  const { code, err } = await project.pawl('waive', runId, 'france', ...flags);
  expect(code).toBe(2);
  expect(err.replaceAll(/\s+/g, ' ')).toContain('This verdict has format 2');
});
