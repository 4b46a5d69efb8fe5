import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { formatBaseline, parseBaseline } from '@pawl/core';
import { expect, test, vi } from 'vitest';

import { copyFixture, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const ids = Array.from({ length: 100 }, (_, at) => `c${at}`);

/** A repository with one set of a hundred cases on one recorded target. */
async function hundredCases(): Promise<TestProject> {
  const project = await copyFixture();
  await project.write(
    'pawl.yaml',
    'targets:\n  bot: { provider: recorded, outputs: rows.jsonl }\ndefaults: { targets: [bot] }\n',
  );
  await project.write(
    'evals/small/set.yaml',
    "name: small\nversion: 1.0.0\nowner: '@me'\nscorers:\n  - equals: 'yes'\n",
  );
  const lines = ids.map((id) => JSON.stringify({ id, input: `What of ${id}?` }));
  await project.write('evals/small/cases.jsonl', lines.join('\n'));
  await project.write('.gitignore', '.pawl/\n*.html\n');
  await project.git('init', '-q', '-b', 'main');
  return project;
}

/** Runs on a day with so many right answers. */
async function runOn(project: TestProject, day: string, right: number): Promise<void> {
  const rows = ids.map((id, at) =>
    JSON.stringify({ case_id: id, output: at < right ? 'yes' : 'no' }),
  );
  await project.write('rows.jsonl', rows.join('\n'));
  const ran = await project.in({ now: new Date(`${day}T09:00:00Z`) })('run', '--quiet');
  expect(ran).toMatchObject({ code: 0 });
}

/** Runs, accepts and commits. */
async function acceptOn(project: TestProject, day: string, right: number): Promise<void> {
  await runOn(project, day, right);
  expect(await project.pawl('baseline', 'accept')).toMatchObject({ code: 0 });
  await project.commit(`Accept ${day}`);
}

/** Commits other accepted values, as somebody does who takes a worse run for the baseline. */
async function lowerTo(project: TestProject, day: string, right: number): Promise<void> {
  const file = 'evals/baselines/small/bot.jsonl';
  const reading = parseBaseline(await project.read(file));
  if (reading.kind !== 'baseline') throw new Error('The baseline cannot be read');
  const { header, cases } = reading.baseline;
  const rows = ids.flatMap((id, at) => {
    const row = cases.get(id);
    return row === undefined ? [] : [{ ...row, scores: { equals: [at < right ? 1 : 0] } }];
  });
  const later = { ...header, runId: `run of ${day}`, at: `${day}T09:00:00.000Z` };
  const lowered = { header: later, cases: new Map(rows.map((row) => [row.case, row])) };
  await project.write(file, formatBaseline(lowered));
  await project.commit(`Accept ${day}`);
}

const forget = (project: TestProject): Promise<void> =>
  rm(join(project.root, '.pawl'), { recursive: true });

/** The report's headline, the row of the set and the agenda of the review. */
async function told(
  project: TestProject,
): Promise<{ readonly headline: string; readonly change: string; readonly agenda: string }> {
  const pawl = project.in({ now: new Date('2026-11-20T09:00:00Z') });
  expect((await pawl('report')).code).toBe(0);
  const html = await project.read('pawl-report.html');
  const { out: agenda } = await pawl('review');
  const plain = (pattern: RegExp): string =>
    (pattern.exec(html)?.[1] ?? '').replaceAll(/<[^>]*>/gu, '');
  return {
    headline: plain(/<h1[^>]*>(.*?)<\/h1>/u),
    change: plain(/data-label="Change">(.*?)<\/td>/u),
    agenda,
  };
}

test('accepted values that fell from commit to commit are told as worse without any run', async () => {
  await using project = await hundredCases();
  await acceptOn(project, '2026-11-01', 100);
  for (const [at, right] of [93, 80, 60].entries())
    await lowerTo(project, `2026-11-0${at + 2}`, right);
  await forget(project);
  const { headline, change, agenda } = await told(project);
  expect(headline).toMatch(/^small on bot is worse: −40\.0 points .* now 60\.0 %/u);
  expect(change).toBe('−40.0 worse');
  expect(agenda).toContain('## What got worse');
  expect(agenda).toContain('@me');
});

test('a set that fell while it was renamed is told as worse, under its new name', async () => {
  await using project = await hundredCases();
  await runOn(project, '2026-11-01', 100);
  await project.git('add', '.');
  await project.git('mv', 'evals/small', 'evals/renamed');
  await project.edit('evals/renamed/set.yaml', 'name: small', 'name: renamed');
  await runOn(project, '2026-11-05', 60);
  const { headline, change, agenda } = await told(project);
  expect(headline).toMatch(/^renamed on bot is worse: −40\.0 points/u);
  expect(change).toBe('−40.0 worse');
  expect(agenda).toContain('## What got worse');
});

test('accepted values of a set are held against those of its old name', async () => {
  await using project = await hundredCases();
  await acceptOn(project, '2026-11-01', 100);
  await project.git('mv', 'evals/small', 'evals/renamed');
  await project.git('rm', '-q', '-r', 'evals/baselines/small');
  await project.edit('evals/renamed/set.yaml', 'name: small', 'name: renamed');
  await acceptOn(project, '2026-11-05', 60);
  await forget(project);
  const { headline, agenda } = await told(project);
  expect(headline).toMatch(/^renamed on bot is worse: −40\.0 points/u);
  expect(agenda).toContain('## What got worse');
});

test('runs of today are held against the baseline that came before them', async () => {
  await using project = await hundredCases();
  await acceptOn(project, '2026-11-01', 92);
  await forget(project);
  await runOn(project, '2026-11-15', 40);
  const { headline, change } = await told(project);
  expect(headline).toMatch(/^small on bot is worse: −52\.0 points .* now 40\.0 %/u);
  expect(change).toBe('−52.0 worse');
});

test('a set that only baselines know is owned by whom its file names', async () => {
  await using project = await hundredCases();
  await acceptOn(project, '2026-11-01', 100);
  await forget(project);
  expect((await project.pawl('report')).code).toBe(0);
  expect(await project.read('pawl-report.html')).not.toContain('owned by nobody');
});

test('one run of a set is nothing that could have got worse', async () => {
  await using project = await hundredCases();
  await acceptOn(project, '2026-11-01', 100);
  expect((await told(project)).headline).not.toContain('Nothing got worse');
});

test('a run whose clock went wrong is named and never the newest', async () => {
  await using project = await hundredCases();
  await runOn(project, '2026-11-01', 90);
  await runOn(project, '2031-11-01', 10);
  const { headline } = await told(project);
  expect(headline).not.toContain('10.0 %');
  const html = await project.read('pawl-report.html');
  expect(html).toContain('1 run of 2,');
  expect(html).toContain('starts in the future: the clock was wrong');
  expect(html).toContain('<span class="rate">90.0 %</span>');
  expect(html).not.toMatch(/<text[^>]*>[^<]*2031/u);
});
