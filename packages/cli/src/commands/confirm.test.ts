import { expect, test, vi } from 'vitest';

import { startAdder, type Adder } from '../../testing/adder.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A change of the prompt against a committed baseline. */
async function changedAdder(word: string): Promise<Adder> {
  const project = await startAdder();
  await project.pawl('run', '--quiet');
  await project.pawl('baseline', 'accept');
  await project.commit('Accept the baseline');
  await project.git('checkout', '-q', '-b', 'change');
  await project.edit('prompts/adder.md', 'carefully', word);
  await project.commit('Change the prompt');
  project.model.forget();
  return project;
}

const countOf = (asked: readonly string[], word: string): number =>
  asked.filter((prompt) => prompt.includes(word)).length;

test('before it blocks, both sides are asked again: every case whose request differs', async () => {
  await using project = await changedAdder('quickly');
  const { code, out } = await project.pawl('check', '--confirm', '2');
  expect(code).toBe(1);
  expect(out).toContain('Confirmed: 2 more trials of each side on 160 cases are in these numbers');
  const asked = project.model.asked();
  expect(countOf(asked, 'quickly')).toBe(160 + 2 * 160);
  expect(countOf(asked, 'carefully')).toBe(2 * 160);
  const perCase = new Set(
    Array.from({ length: 160 }, (_, at) => countOf(asked, ` ${at} + ${at + 1}`)),
  );
  expect([...perCase]).toEqual([1 + 2 + 2]);
});

test('what does not block is not asked again', async () => {
  await using project = await changedAdder('twice');
  const { code } = await project.pawl('check', '--confirm', '2', '--quiet');
  expect(code).toBe(0);
  expect(project.model.asked()).toHaveLength(160);
});

test('the further trials are part of the record that is judged', async () => {
  await using project = await changedAdder('quickly');
  const { out } = await project.pawl('check', '--confirm', '2', '--json');
  const { runId, comparisons } = JSON.parse(out);
  expect(comparisons[0]).toMatchObject({ pairs: 160, lost: 32, gained: 0 });
  const shown = await project.pawl('show', runId, 'sum-001', '--json');
  expect(JSON.parse(shown.out).trials).toHaveLength(3);
  const judgedAgain = await project.pawl('gate', runId, '--quiet');
  expect(judgedAgain.code).toBe(1);
});

test('the working tree is left as it was', async () => {
  await using project = await changedAdder('quickly');
  await project.pawl('check', '--confirm', '1', '--quiet');
  expect(await project.git('status', '--porcelain')).toBe('');
  expect(await project.git('worktree', 'list', '--porcelain')).not.toMatch(
    /worktree .*\n.*worktree/,
  );
});
