import { expect, test, vi } from 'vitest';

import { acceptedAdder, startAdder, type Adder } from '../../testing/adder.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A project whose baseline was accepted and committed; the branch `change` is checked out. */
async function onBranch(): Promise<Adder> {
  const project = await acceptedAdder();
  await project.git('checkout', '-q', '-b', 'change');
  return project;
}

test('without a baseline nothing is green, and the hint says how to get one', async () => {
  await using project = await startAdder();
  const { code, out } = await project.pawl('check', '--quiet');
  expect(code).toBe(3);
  expect(out).toContain('No baseline yet for sums on `adder`');
  expect(out).toContain('pawl baseline accept');
});

test('an unchanged configuration passes without a single request', async () => {
  await using project = await onBranch();
  const { code, out } = await project.pawl('check');
  expect(code).toBe(0);
  expect(out).toMatch(/^✓ Nothing got worse on 160 cases\n/);
  expect(out).toContain("Every request is the same as the baseline's and shares its answer");
  expect(project.model.asked()).toEqual([]);
});

test('a prompt that makes it worse is held back, with its numbers in the first line', async () => {
  await using project = await onBranch();
  await project.edit('prompts/adder.md', 'carefully', 'quickly');
  await project.commit('Worse');
  const { code, out } = await project.pawl('check');
  expect(out.split('\n')[0]).toBe(
    '✗ Worse: sums on `adder` lost 32 and gained 0 of 160 cases, −20.0 points (−25.1 … −14.4), margin 2',
  );
  expect(code).toBe(1);
  expect(project.model.asked()).toHaveLength(160);
});

test('a prompt that makes it better passes', async () => {
  await using project = await onBranch();
  await project.edit('prompts/adder.md', 'carefully', 'twice');
  await project.commit('Better');
  const { code, out } = await project.pawl('check');
  expect(code).toBe(0);
  expect(out).toMatch(/^✓ Nothing got worse on 160 cases, and some got better/);
});

test('a change and its way back pass, and only the change was asked', async () => {
  await using project = await onBranch();
  await project.edit('prompts/adder.md', 'carefully', 'twice');
  await project.pawl('check', '--quiet');
  await project.edit('prompts/adder.md', 'twice', 'carefully');
  expect((await project.pawl('check', '--quiet')).code).toBe(0);
  expect(project.model.asked()).toHaveLength(160);
});

test('a set whose every case was edited is not comparable, and named', async () => {
  await using project = await onBranch();
  await project.edit('evals/sums/cases.jsonl', '"input":"', '"input":"Sum: ');
  await project.commit('Edit the set');
  const { code, out } = await project.pawl('check', '--json');
  const { outcome, reason, comparisons, findings } = JSON.parse(out);
  expect({ code, outcome, reason }).toEqual({
    code: 3,
    outcome: 'inconclusive',
    reason: 'not-comparable',
  });
  expect(comparisons[0]).toMatchObject({ set: 'sums', state: 'not-comparable', pairs: 0 });
  expect(comparisons[0].changed).toHaveLength(160);
  const told = findings.find((one: { code: string }) => one.code === 'not-comparable');
  expect(told.message).toContain('sums on `adder`');
});

test('one edited expectation is named, and the others are compared', async () => {
  await using project = await onBranch();
  await project.edit('evals/sums/cases.jsonl', '"0 + 1","expected":1', '"0 + 1","expected":2');
  await project.commit('Expect what it says');
  const { out } = await project.pawl('check', '--json');
  const { findings, comparisons } = JSON.parse(out);
  expect(comparisons[0]).toMatchObject({ pairs: 159, changed: ['sum-000'] });
  expect(findings).toContainEqual(
    expect.objectContaining({ level: 'doubt', message: expect.stringContaining('`sum-000`') }),
  );
});

test('a removed case is held back', async () => {
  await using project = await onBranch();
  const lines = (await project.read('evals/sums/cases.jsonl')).split('\n');
  await project.write('evals/sums/cases.jsonl', lines.slice(1).join('\n'));
  const { code, out } = await project.pawl('check');
  expect(out).toMatch(/^✗ 1 case of sums on `adder` was removed/);
  expect(code).toBe(1);
});

test('where only a scorer changed, the outputs of the baseline run are scored again', async () => {
  await using project = await onBranch();
  await project.edit('evals/sums/set.yaml', '- number', '- type: number\n    tolerance: 1');
  await project.commit('A looser scorer');
  const { code, out } = await project.pawl('check', '--json');
  expect(project.model.asked()).toEqual([]);
  const { comparisons } = JSON.parse(out);
  expect(comparisons[0]).toMatchObject({ state: 'held', pairs: 160, baselineMean: 1 });
  expect(code).toBe(0);
});

test('where a scorer changed and the outputs are gone, nothing is compared', async () => {
  await using project = await onBranch();
  await project.edit('evals/sums/set.yaml', '- number', '- type: number\n    tolerance: 1');
  await project.git('clean', '-qfdX');
  const { code, out } = await project.pawl('check', '--json');
  expect(JSON.parse(out).comparisons[0]).toMatchObject({ state: 'not-comparable' });
  expect(code).toBe(3);
});
