import { describe, expect, test, vi } from 'vitest';

import { copyRepository, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const file = 'evals/baselines/capitals/recorded.jsonl';

/** A committed project with a committed baseline, and one newer run. */
async function accepted(): Promise<TestProject> {
  const project = await copyRepository('capitals');
  await project.pawl('run', '--quiet');
  await project.pawl('baseline', 'accept');
  await project.commit('Accept the baseline');
  return project;
}

interface Told {
  readonly code: number;
  readonly outcome: string;
  readonly codes: readonly string[];
}

async function judged(project: TestProject, ...args: readonly string[]): Promise<Told> {
  const { code, out } = await project.pawl('gate', '--json', ...args);
  const { outcome, findings, exitCode } = JSON.parse(out);
  expect(exitCode).toBe(code);
  const codes = findings.map((one: { code: string }) => one.code);
  return { code, outcome, codes };
}

describe('a baseline that cannot be read is named, and never green by silence', () => {
  const header = { format: 1, set: 'capitals', setVersion: '1.0.0', target: 'recorded' };

  test.each([
    ['missing', undefined, 'no-baseline'],
    ['empty', '', 'bad-baseline'],
    ['no JSON', 'not a baseline\n', 'bad-baseline'],
    ['of a newer format', `${JSON.stringify({ ...header, format: 2 })}\n`, 'bad-baseline'],
    ['of another set', `${JSON.stringify({ ...header, set: 'rivers' })}\n`, 'bad-baseline'],
  ])('%s', async (_, text, finding) => {
    await using project = await accepted();
    await (text === undefined ? project.git('rm', '-q', file) : project.write(file, text));
    const { code, outcome, codes } = await judged(project, '--baseline', 'file');
    expect({ code, outcome }).toEqual({ code: 3, outcome: 'inconclusive' });
    expect(codes).toContain(finding);
  });

  test('cut short', async () => {
    await using project = await accepted();
    const text = await project.read(file);
    await project.write(file, text.slice(0, -20));
    expect(await judged(project, '--baseline', 'file')).toMatchObject({ code: 3 });
  });

  test('with a value that is no share', async () => {
    await using project = await accepted();
    await project.edit(file, '"contains":[1]', '"contains":[7]');
    const { code, codes } = await judged(project, '--baseline', 'file');
    expect(code).toBe(3);
    expect(codes).toContain('bad-baseline');
  });

  test('without a case in common', async () => {
    await using project = await accepted();
    await project.edit('evals/capitals/cases.jsonl', '"id": "', '"id": "other-');
    await project.edit('recorded.jsonl', '"case_id": "', '"case_id": "other-');
    await project.pawl('run', '--quiet');
    const { code, outcome, codes } = await judged(project, '--baseline', 'file');
    expect(outcome).not.toBe('pass');
    expect(code).not.toBe(0);
    expect(codes).toContain('not-comparable');
  });
});

describe('too little to judge by is said, never passed over', () => {
  const cases = 'evals/capitals/cases.jsonl';

  /** The accepted project after `edit`, with one answer that got worse since. */
  async function worsened(edit: (project: TestProject) => Promise<void>): Promise<TestProject> {
    const project = await copyRepository('capitals');
    await edit(project);
    await project.pawl('run', '--quiet');
    await project.pawl('baseline', 'accept');
    await project.commit('Accept the baseline');
    await project.edit('recorded.jsonl', 'Paris', 'Lyon');
    return project;
  }

  test('one case', async () => {
    await using project = await worsened(async (fresh) => {
      const [first] = (await fresh.read(cases)).split('\n');
      await fresh.write(cases, `${first}\n`);
    });
    const { out } = await project.pawl('check');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('1 case is too few for this margin (149 needed)');
  });

  test('one cluster', async () => {
    await using project = await worsened((fresh) =>
      fresh.edit(cases, '"tags"', '"cluster": "all", "tags"'),
    );
    const { comparisons } = JSON.parse((await project.pawl('check', '--json')).out);
    expect(comparisons[0]).toMatchObject({ state: 'unsure', lost: 1 });
    expect(comparisons[0]).not.toHaveProperty('difference');
  });

  test('every trial faulted', async () => {
    await using project = await worsened(async () => undefined);
    await project.write('recorded.jsonl', '{"case_id":"nobody","output":"x"}\n');
    const { code, out } = await project.pawl('check', '--json');
    const { findings } = JSON.parse(out);
    expect(code).toBe(3);
    expect(findings.map((one: { code: string }) => one.code)).toContain('missing-trials');
    expect(JSON.stringify(findings)).not.toContain('--against');
  });

  test('a baseline of long ago', async () => {
    await using project = await worsened(async () => undefined);
    const later = project.in({ now: new Date(Date.now() + 20 * 86_400_000) });
    const { out } = await later('check', '--quiet');
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/is (19|20) days old \(limit 14\)/);
  });
});

describe('where the baseline comes from', () => {
  test('the file as it stands in a commit, whatever the working tree holds', async () => {
    await using project = await accepted();
    await project.write(file, 'spoilt\n');
    expect(await judged(project, '--baseline', 'ref:HEAD')).toMatchObject({ code: 0 });
    expect(await judged(project, '--baseline', 'auto')).toMatchObject({ code: 0 });
    expect(await judged(project, '--baseline', 'file')).toMatchObject({ code: 3 });
  });

  test('a run, a file, a folder, or none', async () => {
    await using project = await accepted();
    for (const source of ['run:latest', file, 'evals/baselines']) {
      expect(await judged(project, '--baseline', source)).toMatchObject({ code: 0 });
    }
    expect(await judged(project, '--baseline', 'none')).toMatchObject({
      code: 3,
      codes: expect.arrayContaining(['no-baseline']),
    });
  });

  test.each([
    ['ref:nowhere', 'Git knows no commit nowhere here.'],
    ['run:nobody', 'There is no run "nobody"'],
    ['nothing.jsonl', 'There is no baseline at nothing.jsonl.'],
  ])('%s is refused', async (source, said) => {
    await using project = await accepted();
    const { code, err } = await project.pawl('gate', '--baseline', source);
    expect(err).toContain(said);
    expect(code).toBe(2);
  });

  test('on a desk without a committed file, the newest accepted run', async () => {
    await using project = await copyRepository('capitals');
    await project.pawl('run', '--quiet');
    await project.pawl('baseline', 'accept');
    await project.git('clean', '-qf', '--', 'evals');
    expect(await judged(project)).toMatchObject({ code: 0 });
    const inCi = await project.in({ env: { CI: '1' } })('gate', '--quiet');
    expect(inCi.code).toBe(3);
  });
});

test('judging twice writes the same verdict, byte for byte but for its own run', async () => {
  await using project = await accepted();
  const now = new Date('2026-11-20T12:00:00Z');
  const pawl = project.in({ now });
  const first = await pawl('gate', '--json');
  const second = await pawl('gate', '--json');
  expect(second.out).toBe(first.out);
  const { runs } = JSON.parse((await project.pawl('runs', '--json')).out);
  const kept = await project.read(`.pawl/runs/${runs[0].runId}/verdict.json`);
  expect(JSON.parse(kept)).toEqual(JSON.parse(first.out));
});

test('a run that failed is not accepted without a waiver', async () => {
  await using project = await accepted();
  await project.edit('recorded.jsonl', 'Paris', 'Lyon');
  await project.edit(
    'evals/capitals/cases.jsonl',
    '"id": "france",',
    '"id": "france", "critical": true,',
  );
  await project.pawl('baseline', 'accept');
  expect((await project.pawl('check', '--quiet')).code).not.toBe(0);
  const { code, err } = await project.pawl('baseline', 'accept');
  expect(err).toContain('cannot become the baseline');
  expect(code).toBe(2);
});

test('the gate tries itself on a run and prints how many seeded defects it caught', async () => {
  await using project = await copyRepository('prompt-change');
  await project.write(
    'recorded.jsonl',
    Array.from({ length: 160 }, (_, at) => {
      const id = `sum-${String(at).padStart(3, '0')}`;
      return JSON.stringify({ case_id: id, output: String(at % 9 === 0 ? 0 : 2 * at + 1) });
    }).join('\n'),
  );
  await project.write(
    'pawl.yaml',
    'targets: { old: { provider: recorded, outputs: recorded.jsonl } }\ndefaults: { targets: [old] }\n',
  );
  await project.pawl('run', '--quiet');
  const { code, out } = await project.pawl('gate', '--self-test');
  expect(out).toMatch(/^✓ seeded defects caught: (\d+) of \1 \(95 %: [\d.]+ % … 100.0 %\)$/m);
  expect(out).toMatch(/^✓ innocent changes passed: (\d+) of \1 /m);
  expect(code).toBe(0);
});

test('two runs, or two targets of one, are compared and never block', async () => {
  await using project = await copyRepository('every-provider');
  const targets = ['--target', 'recorded', '--target', 'module'];
  await project.pawl('run', 'capitals', ...targets, '--quiet');
  const { code, out } = await project.pawl('compare', 'latest:module', 'latest:recorded', '--json');
  const { format, comparisons } = JSON.parse(out);
  expect({ code, format }).toEqual({ code: 0, format: 1 });
  expect(comparisons[0]).toMatchObject({
    set: 'capitals',
    target: 'recorded',
    baselineTarget: 'module',
    scorer: 'contains',
    pairs: 4,
    lost: 1,
    gained: 0,
    crossChecks: { mcnemarExactP: 1 },
  });
  const wrong = await project.pawl('compare', 'latest:modul', 'latest');
  expect(wrong.err).toContain('has no target modul');
  expect(wrong.code).toBe(2);
});
