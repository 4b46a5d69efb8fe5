import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { copyFixture, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A project with a run on each of some days, and their names, the oldest first. */
async function ranOn(
  ...days: readonly string[]
): Promise<{ readonly project: TestProject; readonly runs: readonly string[] }> {
  const project = await copyFixture('capitals');
  for (const day of days) {
    const { code } = await project.in({ now: new Date(`${day}T09:00:00Z`) })('run', '--quiet');
    expect(code).toBe(0);
  }
  return { project, runs: (await readdir(join(project.root, '.pawl/runs'))).toSorted() };
}

const linesOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

test('the list of runs is CSV or JSON where it is asked for', async () => {
  const { project, runs } = await ranOn('2026-11-01', '2026-11-02');
  await using _ = project;
  const { out: csv } = await project.pawl('runs', '--format', 'csv');
  const [header = [], ...rows] = linesOf(csv);
  expect(rows.map((row) => row[0])).toEqual(runs.toReversed().map((run) => `"${run}"`));
  const { out: json } = await project.pawl('runs', '--format', 'json');
  const [newest] = JSON.parse(json).runs;
  expect(Number(rows[0]?.[header.indexOf('mean')])).toBe(newest.mean);
  expect(rows[0]?.[header.indexOf('set')]).toBe('"capitals"');
});

test('a comparison is CSV where it is asked for', async () => {
  const { project, runs } = await ranOn('2026-11-01', '2026-11-02');
  await using _ = project;
  const { code, out } = await project.pawl('compare', ...runs, '--format', 'csv');
  expect(code).toBe(0);
  const [header = [], row = []] = linesOf(out);
  const json = JSON.parse((await project.pawl('compare', ...runs, '--json')).out);
  const [comparison] = json.comparisons;
  expect(row[header.indexOf('state')]).toBe(comparison.state);
  expect(Number(row[header.indexOf('pairs')])).toBe(comparison.pairs);
  expect(Number(row[header.indexOf('needed')])).toBe(comparison.needed);
});

test('the report gives its numbers as JSON', async () => {
  const { project, runs } = await ranOn('2026-11-01', '2026-11-02');
  await using _ = project;
  const { out } = await project.in({ now: new Date('2026-11-03T09:00:00Z') })('report', '--json');
  const told = JSON.parse(out);
  const [listed] = JSON.parse((await project.pawl('runs', '--json')).out).runs;
  expect(told).toMatchObject({ format: 1, runs: 2, series: [{ set: 'capitals' }] });
  expect(told.series[0].points.map((point: { runId: string }) => point.runId)).toEqual(runs);
  expect(told.series[0].points[1].mean).toBe(listed.mean);
  expect(told.series[0].change.state).toBeTypeOf('string');
  expect(told.statements.length).toBeGreaterThan(0);
  expect(told.underpowered).toMatchObject([{ set: 'capitals', needed: 149 }]);
});

test('a list of runs reads the heads of the records, and no case of them', async () => {
  const { project, runs } = await ranOn('2026-11-01');
  await using _ = project;
  const path = join(project.root, '.pawl/runs', runs[0] ?? '', 'run.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replaceAll(/"trials":\[[^\]]*\]/gu, '"trials":"not read"'));
  const journal = join(project.root, '.pawl/runs', runs[0] ?? '', 'events.jsonl');
  const events = await readFile(journal, 'utf8');
  await writeFile(journal, events.replaceAll('"trial-finished"', '"trial-f1nished"'));
  const { code, out, err } = await project.pawl('runs', '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out).runs).toMatchObject([{ runId: runs[0], outcome: 'complete' }]);
});

test('a case shows what became of it in the other runs, the oldest first', async () => {
  const { project, runs } = await ranOn('2026-11-01', '2026-11-02', '2026-11-03');
  await using _ = project;
  const { out } = await project.pawl('show', runs[2] ?? '', 'france');
  const lines = out.split('\n').filter((line) => line.includes(' passed ('));
  expect(lines.map((line) => /\((\S+)\)/u.exec(line)?.[1])).toEqual(runs.slice(0, 2));
});
