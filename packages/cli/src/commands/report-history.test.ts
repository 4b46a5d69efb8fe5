import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { formatBaseline, parseBaseline } from '@pawl/core';
import { expect, test, vi } from 'vitest';

import { afterPostmortem, promiseAgain } from '../../testing/postmortem.ts';
import { copyFixture, copyRepository, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Runs and accepts on a day, and commits what was accepted. */
async function accept(project: TestProject, day: string): Promise<void> {
  const pawl = project.in({ now: new Date(`${day}T09:00:00Z`) });
  await pawl('run', '--quiet');
  expect((await pawl('baseline', 'accept')).code).toBe(0);
  await project.commit(`Accept ${day}`);
}

async function report(
  project: TestProject,
): Promise<{ readonly runs: number; readonly html: string }> {
  const pawl = project.in({ now: new Date('2026-11-20T09:00:00Z') });
  const { code, out, err } = await pawl('report', '--json');
  expect({ code, err }).toMatchObject({ code: 0 });
  return { runs: JSON.parse(out).runs, html: await project.read('pawl-report.html') };
}

const forget = (project: TestProject): Promise<void> =>
  rm(join(project.root, '.pawl'), { recursive: true });

test('baselines of older commits are points of the history, and a local run counts once', async () => {
  await using project = await copyRepository('capitals');
  for (const day of ['2026-11-01', '2026-11-05', '2026-11-09']) await accept(project, day);
  expect((await report(project)).runs).toBe(3);
  await forget(project);
  const { runs, html } = await report(project);
  expect(runs).toBe(3);
  expect(html).toContain('1 Nov 2026, 09:00');
});

test('baselines that the action keeps as refs are points, once for all the names they have', async () => {
  await using project = await copyRepository('capitals');
  await accept(project, '2026-11-01');
  const [folder = ''] = await readdir(join(project.root, 'evals/baselines'));
  const [file = ''] = await readdir(join(project.root, 'evals/baselines', folder));
  const text = await project.read(join('evals/baselines', folder, file));
  const reading = parseBaseline(text);
  if (reading.kind !== 'baseline') throw new Error('The baseline cannot be read');
  const header = { ...reading.baseline.header, runId: 'later', at: '2026-11-03T09:00:00.000Z' };
  await project.git('switch', '-q', '--orphan', 'kept');
  await project.write('baseline.jsonl', formatBaseline({ ...reading.baseline, header }));
  await project.git('add', 'baseline.jsonl');
  await project.git('commit', '-q', '-m', 'record');
  for (const name of ['aaaa', 'tree-bbbb'])
    await project.git('update-ref', `refs/pawl/v1/${folder}/target/${name}`, 'HEAD');
  await project.git('switch', '-q', 'main');
  await project.git('branch', '-q', '-D', 'kept');
  const { runs, html } = await report(project);
  expect(runs).toBe(2);
  expect(html).toContain('3 Nov 2026');
});

test('a tag between two runs marks the trend and stands in its table', async () => {
  await using project = await copyRepository('capitals');
  const run = (day: string) => project.in({ now: new Date(`${day}T09:00:00Z`) })('run', '--quiet');
  await run('2026-11-01');
  vi.stubEnv('GIT_COMMITTER_DATE', '2026-11-03T12:00:00Z');
  await project.git('commit', '-q', '--allow-empty', '-m', 'Release');
  await project.git('tag', '-a', 'v1.2', '-m', 'The second');
  vi.stubEnv('GIT_COMMITTER_DATE', '2020-01-01T12:00:00Z');
  await project.git('commit', '-q', '--allow-empty', '-m', 'Long ago');
  await project.git('tag', 'v0.1');
  vi.unstubAllEnvs();
  await run('2026-11-08');
  const { html } = await report(project);
  expect(html).toMatch(/<path class="release"[^>]*><title>release v1\.2<\/title>/u);
  expect(html).toMatch(/<td data-label="Since the run before">release v1\.2[^<]*<\/td>/u);
  expect(html).not.toContain('v0.1');
});

/** Forty outputs, ten of which are wrong; people say so of all but some. */
async function label(project: TestProject, differing: number): Promise<void> {
  const rows = Array.from({ length: 40 }, (_, at) => {
    const right = at % 4 !== 0;
    const human = at < differing ? !right : right;
    return JSON.stringify({ case_id: `c${at}`, output: right ? 'yes' : 'no', human });
  });
  await project.write('rows.jsonl', rows.join('\n'));
}

test('kept calibrations are the trend of a judge, which says when it moved', async () => {
  await using project = await copyFixture();
  await project.write(
    'pawl.yaml',
    'targets:\n  old: { provider: recorded, outputs: rows.jsonl }\ndefaults: { targets: [old] }\n',
  );
  const cases = Array.from({ length: 40 }, (_, at) => `{"id":"c${at}","input":"q"}`);
  await project.write('evals/small/cases.jsonl', cases.join('\n'));
  await project.write(
    'evals/small/set.yaml',
    "name: small\nversion: 1.0.0\nowner: '@me'\nscorers:\n  - equals: 'yes'\n",
  );
  const words = ['judge', 'calibrate', 'small', '--scorer', 'equals'];
  for (const [day, differing] of [
    ['2026-11-02', 0],
    ['2026-11-09', 18],
  ] as const) {
    await label(project, differing);
    const { code, err } = await project.in({ now: new Date(`${day}T09:00:00Z`) })(...words);
    expect({ code, err }).toMatchObject({ code: 0 });
  }
  const kept = await readdir(join(project.root, '.pawl/calibrations'));
  expect(kept).toEqual([
    'small-equals-20261102T090000000Z.json',
    'small-equals-20261109T090000000Z.json',
  ]);
  await project.write('.pawl/calibrations/small-equals-20261110T090000000Z.json', '{"format":2}');
  await project.in({ now: new Date('2026-11-09T10:00:00Z') })('run', '--quiet');
  const { html } = await report(project);
  expect(html).toContain('Judges beside people');
  expect(html).toMatch(
    /agreement with people went from 100\.0 % to \d\d\.\d % between 2 Nov 2026 and 9 Nov 2026/u,
  );
  expect(html).toContain('small-equals-20261110T090000000Z.json cannot be read');
});

test('the command that records the decisions names the folder of the agenda', async () => {
  await using project = await copyFixture('capitals');
  await project.in({ now: new Date('2026-10-01T09:00:00Z') })('run', '--quiet');
  const later = project.in({ now: new Date('2026-11-20T09:00:00Z') });
  const { err } = await later('review', '--out', 'x/agenda.md');
  expect(err).toContain('pawl review --record x/agenda.md\n');
  expect(await project.read('x/agenda.md')).toContain('pawl review --record x/agenda.md');
  expect((await later('review', '--record', 'x/agenda.md')).code).toBe(0);
});

test('the catch rate counts what `incident list` counts, with its interval', async () => {
  await using project = await afterPostmortem();
  await promiseAgain(project);
  await project.commit('Be generous');
  expect((await project.pawl('check', '--quiet', '--against', 'main')).code).toBe(1);
  const { out } = await project.pawl('incident', 'list', '--json');
  expect(JSON.parse(out).numbers).toMatchObject({ failures: 1, caught: 1 });
  expect((await project.pawl('report')).code).toBe(0);
  const html = await project.read('pawl-report.html');
  // Wilson's interval of 1 of 1 at 95 %: low = 1 / (1 + z²) = 20.7 %
  expect(html).toContain('caught before the merge: 1 of 1 failure of guards, interval 20.7–100.0');
  const cells = {
    'Guards failed': '1',
    Caught: '1',
    'Catch rate': '100.0 %',
    Interval: '20.7–100.0',
  };
  const row = Object.entries(cells).map(
    ([title, text]) => `<td class="num" data-label="${title}">${text}</td>`,
  );
  expect(html.split(row.join(''))).toHaveLength(3);
});
