import { describe, expect, test, vi } from 'vitest';

import { spawnChaos } from '../../../../scripts/chaos/spawn-chaos.ts';
import { startModel } from '../../testing/model-server.ts';
import { copyFixture, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

async function hasRuns(project: TestProject): Promise<boolean> {
  const { out } = await project.pawl('runs', '--json');
  return JSON.parse(out).runs.length > 0;
}

describe('what the user can mend is exit 2, and nothing is run', () => {
  test.each([
    ['no-sets', [], 'There are no eval sets: looked for evals/*/set.yaml'],
    ['no-cases', [], 'The set has no cases: looked for cases.{jsonl,json,yaml,yml,csv}'],
    ['no-target', [], 'defaults.targets: expected at least 1 item'],
    ['capitals', ['capital'], 'There is no eval set "capital"'],
    [
      'capitals',
      ['--target', 'recordd'],
      'There is no target recordd.\n\n→ Did you mean recorded?',
    ],
    ['capitals', ['--case', 'farnce'], 'There is no case farnce.\n\n→ Did you mean france?'],
    ['capitals', ['--tag', 'eurpe'], 'There is no tag eurpe.\n\n→ Did you mean europe?'],
    ['disabled-case', ['--case', 'france'], 'Case france is disabled: the answer is disputed'],
    ['capitals', ['--failed', 'latest'], 'There is no run yet'],
    ['capitals', ['--resume'], 'There is no run yet'],
    ['capitals', ['--cache', 'of'], 'Did you mean off?'],
    ['capitals', ['--trials', '0'], 'Write a whole number from 1 up.'],
    ['capitals', ['--shard', '3/2'], 'Write i/n with 1 ≤ i ≤ n'],
    ['capitals', ['--max-cost', 'much'], 'Write US dollars'],
    ['capitals', ['--reporter', 'junti'], 'Did you mean junit?'],
    ['capitals', ['--taget', 'recorded'], '(Did you mean --target?)'],
    ['capitals', ['--config', 'pwal.yaml'], 'pwal.yaml'],
    ['undefined-variable', [], '`inptu` is not defined'],
    ['broken-module', [], 'The module of target broken does not load'],
  ])('%s: pawl run %j', async (fixture, args, said) => {
    await using project = await copyFixture(fixture);
    const { code, out, err } = await project.pawl('run', ...args);
    expect(err).toContain(said);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(await hasRuns(project)).toBe(false);
  });

  test('a command that does not exist is refused with the nearest one', async () => {
    await using project = await copyFixture('capitals');
    const { code, err } = await project.pawl('chekc');
    expect(err).toContain('(Did you mean check?)');
    expect(code).toBe(2);
  });

  test('a tag with no case left names what was looked for', async () => {
    await using project = await copyFixture('capitals');
    const { code, err } = await project.pawl('run', '--case', 'peru', '--tag', 'asia');
    expect(err).toContain('No case matches: case peru, tag asia.');
    expect(code).toBe(2);
  });

  test('outside of a project every command says so', async () => {
    await using project = await copyFixture();
    for (const command of ['run', 'check', 'gate', 'validate', 'runs', 'score']) {
      const { code, err } = await project.pawl(command, ...(command === 'score' ? ['latest'] : []));
      expect(err).toContain('There is no pawl.yaml in');
      expect(err).toContain('→ Run `pawl init`');
      expect(code).toBe(2);
    }
  });

  test('a duplicate id names both places', async () => {
    await using project = await copyFixture('duplicate-id');
    const { code, err } = await project.pawl('run');
    expect(err).toContain('evals/capitals/cases.jsonl:3');
    expect(err).toContain('it stands already at evals/capitals/cases.jsonl:1');
    expect(code).toBe(2);
  });

  test('every mistake is told at once, with its place and the nearest right word', async () => {
    await using project = await copyFixture('many-mistakes');
    const { code, err } = await project.pawl('validate');
    expect(code).toBe(2);
    const { out } = await project.pawl('validate', '--json');
    const { valid, problems } = JSON.parse(out);
    expect(valid).toBe(false);
    const places = problems.map(({ code: kind, place }: { code: string; place: object }) => [
      kind,
      Object.values(place).join(':'),
    ]);
    expect(err).toBe('');
    expect(places).toEqual([
      ['missing', 'evals/capitals/cases.jsonl:2:1'],
      ['unknown-key', 'evals/capitals/cases.jsonl:3:21'],
      ['bad-json', 'evals/capitals/cases.jsonl:4:1'],
      ['wrong-value', 'evals/capitals/set.yaml:2:10'],
      ['unknown-scorer', 'evals/capitals/set.yaml:5:5'],
      ['unknown-key', 'pawl.yaml:2:60'],
    ]);
  });

  test('a target module that does not load is told once, not once a case', async () => {
    await using project = await copyFixture('broken-module');
    const { err } = await project.pawl('run');
    expect(err.match(/does not load/g)).toHaveLength(1);
    expect(err).toContain('broken.ts:1');
  });
});

describe('what is missing is never a wrong answer, and never green', () => {
  test('a scorer that throws leaves its score open, with the reason', async () => {
    await using project = await copyFixture('throwing-scorer');
    const { code, out } = await project.pawl('run', '--json', '--quiet');
    const { outcome, executed, scored, cells } = JSON.parse(out);
    expect({ code, outcome, executed, scored }).toEqual({
      code: 3,
      outcome: 'incomplete',
      executed: 4,
      scored: 3,
    });
    expect(cells[1]).toMatchObject({ scorer: 'moody', passed: 3, mean: 1, unscored: 1 });
    const shown = await project.pawl('show', 'latest', 'japan', '--json');
    expect(JSON.parse(shown.out).trials[0].scores[1]).toEqual({
      scorer: 'moody',
      kind: 'unscored',
      reason: 'The scorer threw: no opinion on Tokyo',
    });
  });

  test('a scorer that gives no number leaves every score open', async () => {
    await using project = await copyFixture('not-a-score');
    const { code, out } = await project.pawl('run');
    expect(out).toContain(
      '4 unscored by odd: The scorer gave NaN, which is not a number from 0 to 1',
    );
    expect(code).toBe(3);
  });

  test('a planned trial without a recorded row is a fault, named', async () => {
    await using project = await copyFixture('missing-row');
    const { code, out } = await project.pawl('run');
    expect(out).toMatch(/Trial 1 of case peru was not recorded:\s+recorded.jsonl has no row/);
    expect(out).toContain('4 planned, 4 executed, 3 scored, 1 faulted');
    expect(code).toBe(3);
  });

  test('where everything faulted, neither run nor check is green', async () => {
    await using project = await copyFixture('nothing-recorded');
    expect((await project.pawl('run', '--quiet')).code).toBe(3);
    const { code, out } = await project.pawl('check', '--json');
    const { outcome, findings } = JSON.parse(out);
    expect({ code, outcome }).toEqual({ code: 3, outcome: 'inconclusive' });
    expect(findings.map((one: { code: string }) => one.code)).toContain('missing-trials');
  });

  test('more trials than were recorded are faults', async () => {
    await using project = await copyFixture('capitals');
    const { code, out } = await project.pawl('run', '--trials', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({ planned: 8, scored: 4, faulted: 4 });
    expect(code).toBe(3);
  });

  test('a key that is refused stops the run after a few requests, with the reason', async () => {
    await using project = await copyFixture('wrong-key');
    const chaos = await spawnChaos();
    try {
      await chaos.plan({ key: 'the-right-one' });
      await project.edit('pawl.yaml', 'http://127.0.0.1:1', chaos.url);
      const pawl = project.in({ env: { OPENAI_API_KEY: 'sk-wrong-5d1f' } });
      const { code, out, err } = await pawl('run', '--json');
      expect(JSON.parse(out)).toMatchObject({ outcome: 'incomplete', reason: 'auth', scored: 0 });
      expect(code).toBe(3);
      expect(out + err).not.toContain('sk-wrong-5d1f');
      const { invariants } = await chaos.ledger();
      expect(invariants.requests).toBeLessThanOrEqual(16);
    } finally {
      await chaos.stop();
    }
  });

  test('without a key in the environment nothing is asked', async () => {
    await using project = await copyFixture('wrong-key');
    await project.edit('pawl.yaml', " baseUrl: 'http://127.0.0.1:1/v1',", '');
    const { code, err } = await project.pawl('run');
    expect(err).toContain('OPENAI_API_KEY');
    expect(code).toBe(2);
  });

  test('a budget that is spent leaves faults, never failures', async () => {
    await using model = await startModel(() => 'x');
    await using project = await copyFixture('wrong-key');
    await project.edit('pawl.yaml', 'http://127.0.0.1:1/v1', model.url);
    const pawl = project.in({ env: { OPENAI_API_KEY: 'sk-4f1d2c' } });
    const { code, out } = await pawl('run', '--max-cost', '0.0005', '-j', '1', '--json');
    const { reason, planned, faulted, cells } = JSON.parse(out);
    expect({ code, reason, planned }).toEqual({ code: 3, reason: 'budget', planned: 200 });
    expect(faulted).toBeGreaterThan(100);
    expect(faulted + cells[0].trials - cells[0].faulted).toBe(200);
    expect(model.asked().length).toBe(200 - faulted);
  });
});
