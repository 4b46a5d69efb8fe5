import { expect, test, vi } from 'vitest';

import { acceptedAdder } from '../../testing/adder.ts';

vi.setConfig({ testTimeout: 60_000 });

const terms = ['--reason', 'accepted-tradeoff', '--why', 'Faster', '--owner', '@a'];

test('one finding is waived with all its cases, and nothing else is', async () => {
  await using project = await acceptedAdder();
  await project.edit('prompts/adder.md', 'carefully', 'quickly');
  const failed = await project.pawl('check', '--quiet', '--json');
  expect(failed.code).toBe(1);
  const { findings } = JSON.parse(failed.out);
  const { fingerprint } = findings.find((one: { code: string }) => one.code === 'regressed');
  const agreed = [...terms, '--approver', '@b'];
  const { code, out } = await project.pawl('waive', 'latest', '--finding', fingerprint, ...agreed);
  expect(out).toContain('waives `regressed`');
  expect(code).toBe(0);
  expect((await project.pawl('gate', '--quiet')).code).toBe(0);
  expect((await project.pawl('baseline', 'accept')).code).toBe(0);
});

test('a finding that is not there, none, and both ways at once are mistakes', async () => {
  await using project = await acceptedAdder();
  await project.pawl('check', '--quiet');
  const tell = async (...args: readonly string[]): Promise<string> => {
    const { code, err } = await project.pawl('waive', 'latest', ...args, ...terms);
    expect(code).toBe(2);
    return err;
  };
  expect(await tell('--finding', 'abc')).toContain('has no finding abc');
  expect(await tell()).toContain('Neither a case nor a finding is named');
  expect(await tell('some-case', '--finding', 'abc')).toContain('names its cases by itself');
});
