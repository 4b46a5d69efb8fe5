import { expect, test, vi } from 'vitest';

import { onOneLine } from '../../testing/on-one-line.ts';
import {
  afterPostmortem,
  casesFile as cases,
  policyFile,
  promiseAgain,
} from '../../testing/postmortem.ts';
import { copyRepository } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

test('a waiver lets it through: named, dated, and for a sev2 with two approvers', async () => {
  await using project = await afterPostmortem();
  await promiseAgain(project);
  await project.commit('Be generous');
  expect((await project.pawl('check', '--quiet')).code).toBe(1);
  const flags = ['--reason', 'will-revert', '--why', 'One day only', '--owner', '@alice'];
  const alone = await project.pawl('waive', 'latest', 'return-window', ...flags);
  expect(alone.code).toBe(2);
  expect(alone.err).toMatchInlineSnapshot(`
    "✗ return-window guards INC-0001, a sev1 or sev2 incident: its waiver counts only with 2 approvers;
      --approver names nobody.

    → Name who agreed, or who is to approve the pull request: --approver @bob --approver @carol
    "
  `);
  expect(await project.git('status', '--porcelain')).toBe('');
  const twice = ['--approver', '@bob', '--approver', ' Bob', '--approver', '@Alice'];
  const same = await project.pawl('waive', 'latest', 'return-window', ...flags, ...twice);
  expect(same.err).toContain('nobody counts twice, and the owner not at all');
  expect(same.code).toBe(2);
  const agreed = ['--approver', '@bob', '--approver', '@carol'];
  const waived = await project.pawl('waive', 'latest', 'return-window', ...flags, ...agreed);
  expect(waived.out).toContain('waives `guard-failed` of support');
  expect(waived.code).toBe(0);
  const [file = ''] = /evals\/waivers\/\S+\.yaml/u.exec(waived.out) ?? [];
  expect(await project.read(file)).toContain('maxDrop: 1');
  const { code, out } = await project.pawl('check', '--quiet');
  expect(out).not.toContain('waiver-invalid');
  expect(code).toBe(0);
});

test('a waiver of a plain critical case needs one approver, and good code does not fail by it', async () => {
  await using project = await copyRepository('postmortem');
  const critical = 'input: What about open?';
  await project.edit(cases, critical, `${critical}\n  critical: true`);
  await project.pawl('run', '--quiet');
  await project.pawl('baseline', 'accept');
  await project.edit(policyFile, 'at nine', 'at ten');
  const check = ['check', '--quiet'];
  expect((await project.pawl(...check)).code).toBe(1);
  const flags = ['--reason', 'will-revert', '--why', 'x', '--owner', '@a'];
  const alone = await project.pawl('waive', 'latest', 'open', ...flags);
  expect(alone.code).toBe(2);
  expect(alone.err).toMatchInlineSnapshot(`
    "✗ A waiver counts only with 1 approver; --approver names nobody.

    → Name who agreed, or who is to approve the pull request: --approver @bob
    "
  `);
  const agreed = await project.pawl('waive', 'latest', 'open', ...flags, '--approver', '@b');
  expect(agreed.code).toBe(0);
  expect(agreed.out).not.toContain('guard of');
  const waived = await project.pawl(...check);
  expect(waived.out).toContain('Waived by evals/waivers/');
  expect(waived.code).toBe(0);
  await project.edit(policyFile, 'at ten', 'at nine');
  const mended = await project.pawl(...check);
  expect(onOneLine(mended.out)).toContain('is no longer needed');
  expect(mended.code).toBe(0);
});

test('a waiver of a case that the verdict does not blame is refused', async () => {
  await using project = await afterPostmortem();
  await promiseAgain(project);
  await project.pawl('check', '--quiet');
  const flags = ['--reason', 'will-revert', '--why', 'x', '--owner', '@a'];
  const { code, err } = await project.pawl('waive', 'latest', 'return-windw', ...flags);
  expect(code).toBe(2);
  expect(err).toContain('Did you mean return-window?');
});
