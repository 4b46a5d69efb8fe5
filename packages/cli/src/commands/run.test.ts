import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import { startAdder, type Adder } from '../../testing/adder.ts';
import { copyFixture } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const jsonOf = async (ended: Promise<{ readonly out: string }>) => JSON.parse((await ended).out);

test('a run shows its table, its failing cases with the reason, its slices and what to do', async () => {
  await using project = await copyFixture('capitals');
  const { code, out } = await project.pawl('run');
  expect(code).toBe(0);
  const said = out.replaceAll(/\d{8}-\d{6}-[0-9a-f]{4}/g, '<run>');
  expect(said).toMatchInlineSnapshot(`
    "capitals 1.0.0 · 4 cases · scored by contains
      target                               pass rate  interval     passed
      recorded  ·······━━━━━━━━━━━●━━━━━·     75.0 %  30.1 … 95.4   3 / 4

    capitals by tag · scored by contains
      slice    target                               pass rate  interval      passed
      america  recorded  ·····━━━━━━━━━━━━━━━━━━━●    100.0 %  20.7 … 100.0   1 / 1
      asia     recorded  ·····━━━━━━━━━━━━━━━━━━━●    100.0 %  20.7 … 100.0   1 / 1
      europe   recorded  ··━━━━━━━━━━●━━━━━━━━━━··     50.0 %  9.5 … 90.5     1 / 2

    Failing case 1
      case    target    by        got  reason
      norway  recorded  contains    0  does not contain "Oslo"

    ✓ Complete: 4 planned = 4 executed = 4 scored
      run <run>
    → Judge it: \`pawl gate <run>\`
    "
  `);
});

test('an unknown answer is a wrong answer, and low scores are the gate’s business', async () => {
  await using project = await copyFixture('capitals');
  const { code, out } = await project.pawl('run', '--json', '--quiet');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    format: 1,
    outcome: 'complete',
    planned: 4,
    executed: 4,
    scored: 4,
    faulted: 0,
    cost: 0,
    cells: [
      {
        set: 'capitals',
        setVersion: '1.0.0',
        target: 'recorded',
        scorer: 'contains',
        cases: 4,
        trials: 4,
        passed: 3,
        mean: 0.75,
        interval: { level: 0.95 },
      },
    ],
  });
});

test('filters choose cases and tags, and such a run is never a baseline', async () => {
  await using project = await copyFixture('capitals');
  const { cells } = await jsonOf(
    project.pawl('run', '--tag', 'europe', '--case', 'norway', '--json'),
  );
  expect(cells[0]).toMatchObject({ cases: 1, passed: 0 });
  const { code, err } = await project.pawl('baseline', 'accept');
  expect(err).toContain('cannot become the baseline');
  expect(code).toBe(2);
});

test('the failed cases of a run are run again, and no others', async () => {
  await using project = await copyFixture('capitals');
  await project.pawl('run', '--quiet');
  const { planned, cells } = await jsonOf(project.pawl('run', '--failed', 'latest', '--json'));
  expect({ planned, cases: cells[0].cases }).toEqual({ planned: 1, cases: 1 });
});

test('--plan shows what would run and writes nothing', async () => {
  await using project = await copyFixture('capitals');
  const { code, out } = await project.pawl('run', '--plan');
  expect(out).toContain('Planned, not run: 4 trials');
  expect(code).toBe(0);
  expect(await jsonOf(project.pawl('runs', '--json'))).toEqual({ format: 1, runs: [] });
});

test('every kind of provider that needs no key answers', async () => {
  await using project = await copyFixture('every-provider');
  const targets = ['recorded', 'module', 'command'].flatMap((name) => ['--target', name]);
  const { code, out } = await project.pawl('run', 'capitals', ...targets, '--json');
  const { cells } = JSON.parse(out);
  expect(
    cells.map(({ target, passed }: { target: string; passed: number }) => [target, passed]),
  ).toEqual([
    ['recorded', 3],
    ['module', 4],
    ['command', 4],
  ]);
  expect(code).toBe(0);
});

test('reporters write to their files, and --json keeps stdout for itself', async () => {
  await using project = await copyFixture('capitals');
  const toFiles = ['--reporter', 'junit:report.xml', '--reporter', 'markdown:report.md'];
  const { out } = await project.pawl('run', '--json', ...toFiles);
  expect(JSON.parse(out)).toMatchObject({ planned: 4 });
  expect(await project.read('report.xml')).toContain('<testsuites');
  expect(await project.read('report.md')).toContain('capitals');
  await project.pawl('run', '--reporter', 'junit:made/report.xml');
  expect(await project.read('made/report.xml')).toContain('<testsuites');
  const { code, err } = await project.pawl('run', '--reporter', 'junit:pawl.yaml/report.xml');
  expect(err).toContain('The report cannot be written');
  expect(code).toBe(3);
});

test('colours are drawn for a person only', async () => {
  await using project = await copyFixture('capitals');
  const escape = String.fromCodePoint(27);
  const onTerminal = project.in({ isTTY: true });
  expect((await onTerminal('run', '--quiet')).out).toContain(escape);
  expect((await onTerminal('run', '--quiet', '--no-color')).out).not.toContain(escape);
  expect((await project.in({ isTTY: true, env: { NO_COLOR: '1' } })('run')).out).not.toContain(
    escape,
  );
  expect((await project.pawl('run')).out).not.toContain(escape);
});

test('--cwd works from anywhere', async () => {
  await using project = await copyFixture('capitals');
  const elsewhere = project.in({ cwd: '/' });
  expect((await elsewhere('run', '--cwd', project.root, '--quiet')).code).toBe(0);
  expect((await elsewhere('--cwd', join(project.root, 'evals'), 'runs')).out).toContain('capitals');
});

describe('what was paid for is not paid twice', () => {
  test('an interrupted run is gone on with', async () => {
    const stop = new AbortController();
    await using project = await startAdder((nth) => nth === 20 && stop.abort());
    const interrupted = project.in({ interrupted: stop.signal });
    const { code, out } = await interrupted('run', '-j', '4', '--json');
    const first = JSON.parse(out);
    expect({ code, reason: first.reason }).toEqual({ code: 3, reason: 'interrupted' });
    expect(first.executed).toBe(project.model.asked().length);
    const refused = await project.pawl('baseline', 'accept');
    expect(refused.err).toContain('it did not finish (interrupted)');
    const again = await project.pawl('run', '--resume', '--json');
    expect(JSON.parse(again.out)).toMatchObject({
      runId: first.runId,
      outcome: 'complete',
      executed: 160,
    });
    expect(again.code).toBe(0);
    expect(project.model.asked()).toHaveLength(160);
  });

  test('a run is not gone on with under other definitions', async () => {
    const stop = new AbortController();
    await using project = await startAdder((nth) => nth === 5 && stop.abort());
    await project.in({ interrupted: stop.signal })('run', '-j', '2', '--quiet');
    await project.edit('prompts/adder.md', 'carefully', 'quickly');
    const { code, err } = await project.pawl('run', '--resume');
    expect(err).toMatch(/^✗ /);
    expect(code).toBe(2);
  });

  test('the cache gives the same answers again, counts what it saved, and can be asked to stay out', async () => {
    await using project = await startAdder();
    await project.pawl('run', '--quiet');
    expect(await jsonOf(project.pawl('run', '--json'))).toMatchObject({ cost: 0, saved: 0.004 });
    expect(project.model.asked()).toHaveLength(160);
    await project.pawl('run', '--quiet', '--cache', 'off');
    await project.pawl('run', '--quiet', '--cache', 'refresh');
    expect(project.model.asked()).toHaveLength(480);
    expect((await project.pawl('cache')).out).toContain('160 answers');
    expect((await project.pawl('cache', 'clear')).out).toBe('Cleared 160 answers.\n');
    const { code } = await project.pawl('run', '--cache', 'only', '--quiet');
    expect(code).toBe(3);
    expect(project.model.asked()).toHaveLength(480);
  });
});

describe('shards', () => {
  async function runShards(project: Adder): Promise<string[]> {
    const folders: string[] = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      const { runId } = await jsonOf(project.pawl('run', '--shard', shard, '--json'));
      folders.push(`.pawl/runs/${runId}`);
    }
    return folders;
  }

  test('are joined to the whole, which is judged like any run', async () => {
    await using project = await startAdder();
    const folders = await runShards(project);
    expect(project.model.asked()).toHaveLength(160);
    const { code, out } = await project.pawl('merge', ...folders, '--out', 'results', '--json');
    const { runId, planned, scored } = JSON.parse(out);
    expect({ code, planned, scored }).toEqual({ code: 0, planned: 160, scored: 160 });
    const copy = await readFile(join(project.root, 'results', runId, 'run.json'), 'utf8');
    expect(JSON.parse(copy).runId).toBe(runId);
    expect((await project.pawl('baseline', 'accept', runId)).code).toBe(0);
  });

  test('one that is missing, or there twice, is named', async () => {
    await using project = await startAdder();
    const [first = '', second = '', third = ''] = await runShards(project);
    const gap = await project.pawl('merge', first, second);
    expect(gap.err).toContain('planned trials are in none of the folders');
    const twice = await project.pawl('merge', first, second, third, third);
    expect(twice.err.replaceAll(/\s+/g, ' ')).toContain(
      `is given twice: ${join(project.root, third)}.`,
    );
    await cp(join(project.root, third), join(project.root, 'copy'), { recursive: true });
    const copied = await project.pawl('merge', first, second, third, 'copy');
    expect(copied.err.replaceAll(/\s+/g, ' ')).toContain(
      `is given twice: ${join(project.root, third)} and `,
    );
    const nowhere = await project.pawl('merge', first, 'nowhere');
    expect(nowhere.err).toContain('holds no run');
    expect([gap.code, twice.code, nowhere.code]).toEqual([2, 2, 2]);
  });
});

describe('pawl score', () => {
  test('scores stored outputs under today’s scorers, as a new run, without a request', async () => {
    await using project = await startAdder();
    const first = await jsonOf(project.pawl('run', '--json'));
    await project.edit('evals/sums/set.yaml', '- number', '- type: number\n    tolerance: 1');
    const { code, out } = await project.pawl('score', 'latest', '--json');
    const again = JSON.parse(out);
    expect(code).toBe(0);
    expect(again.runId).not.toBe(first.runId);
    expect([first.cells[0].passed, again.cells[0].passed]).toEqual([128, 160]);
    expect(project.model.asked()).toHaveLength(160);
  });

  test('answers that were shared with the baseline keep their scores as long as the scorer is the same', async () => {
    await using project = await copyFixture('capitals');
    await project.pawl('run', '--quiet');
    await project.pawl('baseline', 'accept');
    await project.pawl('check', '--quiet');
    expect((await jsonOf(project.pawl('score', 'latest', '--json'))).scored).toBe(4);
    await project.edit('evals/capitals/set.yaml', '- contains', '- contains\n  - regex: is');
    const { code, out } = await project.pawl('score', 'latest', '--json');
    expect(JSON.parse(out)).toMatchObject({ outcome: 'incomplete', scored: 0 });
    expect(code).toBe(3);
  });
});

test('a target that is asked for and that no set runs on is a mistake, also beside one that runs', async () => {
  await using project = await copyFixture('every-provider');
  const names = ['recorded', 'module'].flatMap((name) => ['--target', name]);
  const set = await project.read('evals/capitals/set.yaml');
  const bare = set.replace(/^targets:.*\n/mu, '');
  await project.write('evals/capitals/set.yaml', `${bare}targets: [recorded]\n`);
  const { code, err } = await project.pawl('run', ...names);
  expect(code).toBe(2);
  expect(err).toContain('None of capitals runs on module.');
});

test('a target that no set lists runs where the sets leave their targets to the defaults', async () => {
  await using project = await copyFixture('every-provider');
  const set = await project.read('evals/capitals/set.yaml');
  await project.write('evals/capitals/set.yaml', set.replace(/^targets:.*\n/mu, ''));
  const { out } = await project.pawl('run', '--target', 'module', '--json');
  const { cells } = JSON.parse(out);
  expect(cells.map(({ target }: { target: string }) => target)).toEqual(['module']);
});
