import { appendFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { copyFixture, type TestProject } from '../../testing/project.ts';
import { filesIn, quietWorld, statusFor } from '../../testing/quiet-world.ts';
import { servePages } from '../report/serve-pages.ts';
import { openViewer } from '../report/viewer.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A project with a run on each of some days. */
async function ranOn(...days: readonly string[]): Promise<TestProject> {
  const project = await copyFixture('capitals');
  for (const day of days) {
    const { code } = await project.in({ now: new Date(`${day}T09:00:00Z`) })('run', '--quiet');
    expect(code).toBe(0);
  }
  return project;
}

const runsOf = (project: TestProject): Promise<string[]> =>
  readdir(join(project.root, '.pawl/runs'));

test('without runs the report says how to get some', async () => {
  await using project = await copyFixture('capitals');
  expect((await project.pawl('report')).code).toBe(0);
  const html = await project.read('pawl-report.html');
  expect(html).toContain('No run is recorded yet.');
  expect(html).toContain('pawl run');
});

test('the report is one file with the numbers of the run, and a badge beside it', async () => {
  await using project = await ranOn('2026-11-01', '2026-11-08');
  const { code, out } = await project.in({ now: new Date('2026-11-10T00:00:00Z') })(
    'report',
    '--out',
    'out/r.html',
    '--badge',
    'badge.json',
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ format: 1, runs: 2 });
  const html = await project.read('out/r.html');
  const { out: shown } = await project.pawl('runs', '--json');
  const mean: number = JSON.parse(shown).runs[0].mean;
  expect(html).toContain(`${(mean * 100).toFixed(1)} %`);
  expect(html).not.toMatch(/<script|<link|src=/u);
  expect(JSON.parse(await project.read('badge.json'))).toMatchObject({
    schemaVersion: 1,
    label: 'evals',
  });
});

test('a corrupt run and a run of a newer format are listed and left out', async () => {
  await using project = await ranOn('2026-11-01', '2026-11-02', '2026-11-03');
  const [first = '', second = ''] = await runsOf(project);
  const events = (run: string): string => join(project.root, '.pawl/runs', run, 'events.jsonl');
  await appendFile(events(first), '{"damaged\n{"type":"run-finished"}\n');
  const text = await project.read(`.pawl/runs/${second}/events.jsonl`);
  await writeFile(events(second), text.replace('"format":1', '"format":12'));
  const { code, out, err } = await project.in({ now: new Date('2026-11-04T00:00:00Z') })(
    'report',
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ runs: 1 });
  const html = await project.read('pawl-report.html');
  for (const run of [first, second]) {
    expect(err).toContain(`Run ${run} is left out`);
    expect(html).toContain(run);
  }
});

test('runs of downloaded artifacts join the history', async () => {
  await using project = await ranOn('2026-11-01');
  await using other = await ranOn('2026-11-02', '2026-11-03');
  const { code, out } = await project.pawl('report', '--from', other.root, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ runs: 3 });
  const missing = await project.pawl('report', '--from', 'nowhere');
  expect(missing.code).toBe(2);
  expect(missing.err).toContain('No run is recorded in nowhere.');
});

test('what a review decided is kept, never overwritten, and opens the next one', async () => {
  await using project = await ranOn('2026-10-01');
  const later = project.in({ now: new Date('2026-11-20T09:00:00Z') });
  expect((await later('review', '--out', 'agenda.md')).code).toBe(0);
  expect(await project.read('agenda.html')).toContain('Upkeep');
  await project.edit('agenda.md', 'decision: open', 'decision: fix');
  const kept = await later('review', '--record', 'agenda.md');
  expect(kept.out).toBe('evals/reviews/2026-11-20.yaml\n');
  expect((await later('review', '--record', 'agenda.md')).code).toBe(2);
  const next = await project.in({ now: new Date('2026-12-20T09:00:00Z') })('review');
  expect(next.out).toContain('## Promised last time');
  expect(next.out).toContain('since 20 Nov 2026');
  expect(next.out).toContain('overdue');
});

test('decisions that cannot be read are refused with their lines', async () => {
  await using project = await copyFixture('capitals');
  await project.write('decisions.yaml', 'format: 1\ndate: today\ndecisions: []\n');
  const { code, err } = await project.pawl('review', '--record', 'decisions.yaml');
  expect(code).toBe(2);
  expect(err).toContain('decisions.yaml:2');
});

test('a memo holds as long as its records do', async () => {
  await using project = await ranOn('2026-11-01', '2026-11-02');
  const [first = '', second = ''] = await runsOf(project);
  expect((await project.pawl('memo', first, second, '--out', 'memo.md')).code).toBe(0);
  const held = await project.pawl('memo', '--check', 'memo.md');
  expect(held.out).toMatch(/^All \d+ numbers and verdicts hold\.\n$/u);
  expect(held.code).toBe(0);
  await writeFile(join(project.root, '.pawl/runs', second, 'events.jsonl'), 'gone\n');
  const lost = await project.pawl('memo', '--check', 'memo.md');
  expect(lost.code).toBe(1);
  expect(lost.out).toContain('no record holds it any more');
});

test('memo and agenda are one JSON document with --json, written to a file or not', async () => {
  await using project = await ranOn('2026-11-01', '2026-11-02');
  const [first = '', second = ''] = await runsOf(project);
  const json = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await project.pawl(...args, '--json')).out);
  const markdown = expect.stringMatching(/^# Decision/u);
  expect(await json('memo', first, second)).toEqual({ format: 1, markdown });
  const file = join(project.root, 'memo.md');
  expect(await json('memo', first, second, '--out', 'memo.md')).toEqual({ format: 1, file });
  expect(await json('review', '--out', 'agenda.md')).toMatchObject({
    format: 1,
    files: [join(project.root, 'agenda.md'), join(project.root, 'agenda.html')],
  });
});

test('a memo about nothing, and a check of what is none, are usage mistakes', async () => {
  await using project = await copyFixture('capitals');
  expect((await project.pawl('memo')).code).toBe(2);
  expect((await project.pawl('memo', '--check', 'nowhere.md')).code).toBe(2);
  await project.write('notes.md', '# Notes\n');
  expect((await project.pawl('memo', '--check', 'notes.md')).code).toBe(2);
});

test('the viewer answers its own host only, reads only, and writes nothing', async () => {
  await using project = await ranOn('2026-11-01', '2026-11-02');
  const before = await filesIn(project.root);
  const world = quietWorld(project.root);
  const server = await servePages(openViewer(world, {}), 0);
  try {
    const [newest = ''] = (await runsOf(project)).toReversed();
    for (const path of ['', 'runs?q=cap', 'run/latest', `run/${newest}?q=paris`, 'compare']) {
      const { status } = await fetch(`${server.url}${path}`);
      expect({ path, status }).toEqual({ path, status: 200 });
    }
    expect((await fetch(`${server.url}nowhere`)).status).toBe(404);
    expect((await fetch(`${server.url}run/nothing`)).status).toBe(404);
    expect((await fetch(server.url, { method: 'POST' })).status).toBe(405);
    expect((await fetch(server.url, { headers: { origin: 'https://evil.example' } })).status).toBe(
      403,
    );
    expect(await statusFor(server.url, 'evil.example')).toBe(403);
    const policy = (await fetch(server.url)).headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/u);
  } finally {
    await server.close();
  }
  expect(await filesIn(project.root)).toEqual(before);
});

test('a run that is going shows how far it is', async () => {
  await using project = await ranOn('2026-11-01');
  const [run = ''] = await runsOf(project);
  const events = (await project.read(`.pawl/runs/${run}/events.jsonl`)).trimEnd().split('\n');
  const going = events.slice(0, -2).join('\n');
  await project.write(`.pawl/runs/${run}/events.jsonl`, `${going}\n`);
  const server = await servePages(openViewer(quietWorld(project.root), {}), 0);
  try {
    const html = await (await fetch(`${server.url}run/latest`)).text();
    expect(html).toContain('data-live="yes"');
    expect(html).toContain('<progress');
  } finally {
    await server.close();
  }
});
