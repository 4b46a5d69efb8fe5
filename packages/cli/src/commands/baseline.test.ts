import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { casesFile, policyFile } from '../../testing/postmortem.ts';
import { copyRepository, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A committed baseline with a critical case, and a prompt that makes just this case fail. */
async function brokenSince(): Promise<TestProject> {
  const project = await copyRepository('postmortem');
  const critical = 'input: What about open?';
  await project.edit(casesFile, critical, `${critical}\n  critical: true`);
  expect((await project.pawl('run', '--quiet')).code).toBe(0);
  expect((await project.pawl('baseline', 'accept')).code).toBe(0);
  await project.commit('Accept the baseline');
  await project.edit(policyFile, 'at nine', 'at ten');
  return project;
}

async function refused(project: TestProject): Promise<void> {
  const { code, out, err } = await project.pawl('baseline', 'accept');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.replaceAll(/\s+/gu, ' ')).toContain('the gate failed it (critical-failed)');
  expect(await project.git('diff', '--stat', '--', 'evals/baselines')).toBe('');
}

test('a run that was never judged is judged when it is to be accepted', async () => {
  await using project = await brokenSince();
  expect((await project.pawl('check', '--quiet')).code).toBe(1);
  await project.pawl('run', '--quiet');
  await refused(project);
});

test('a kinder verdict beside the run changes nothing', async () => {
  await using project = await brokenSince();
  expect((await project.pawl('check', '--quiet')).code).toBe(1);
  await project.pawl('gate', '--baseline', 'none', '--quiet');
  await refused(project);
  const { runs } = JSON.parse((await project.pawl('runs', '--json')).out);
  await rm(join(project.root, `.pawl/runs/${runs[0].runId}/verdict.json`), { force: true });
  await refused(project);
});

test('a baseline that was taken out of the way still counts as it was committed', async () => {
  await using project = await brokenSince();
  await project.pawl('run', '--quiet');
  await rm(join(project.root, 'evals/baselines'), { recursive: true });
  const { code, err } = await project.pawl('baseline', 'accept');
  expect(code).toBe(2);
  expect(err).toContain('cannot become the baseline');
});

test('a waiver of what broke lets it be accepted, without another verdict', async () => {
  await using project = await brokenSince();
  expect((await project.pawl('check', '--quiet')).code).toBe(1);
  const terms = ['--reason', 'accepted-tradeoff', '--why', 'x', '--owner', '@a'];
  const waived = await project.pawl('waive', 'latest', 'open', ...terms, '--approver', '@b');
  expect(waived.code).toBe(0);
  const { code, out } = await project.pawl('baseline', 'accept');
  expect(out).toContain('as the baseline');
  expect(code).toBe(0);
});

test('the first baseline is held against the rules that need no other run', async () => {
  await using project = await copyRepository('postmortem');
  await project.edit(policyFile, 'at nine', 'at ten');
  await project.pawl('run', '--quiet');
  expect((await project.pawl('baseline', 'accept')).code).toBe(0);
  await rm(join(project.root, 'evals/baselines'), { recursive: true });
  await rm(join(project.root, '.pawl'), { recursive: true });
  const critical = 'input: What about open?';
  await project.edit(casesFile, critical, `${critical}\n  critical: true`);
  await project.pawl('run', '--quiet');
  await refused(project);
});
