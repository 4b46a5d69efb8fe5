import { expect, test, vi } from 'vitest';

import { onOneLine } from '../../testing/on-one-line.ts';
import { afterPostmortem, incidentFile, promiseAgain } from '../../testing/postmortem.ts';

vi.setConfig({ testTimeout: 60_000 });

test('the catch rate counts a check that failed as held back, and nothing from before the incident was known', async () => {
  await using project = await afterPostmortem();
  await promiseAgain(project);
  expect((await project.pawl('check', '--quiet')).code).toBe(1);
  const caught = await project.pawl('incident', 'list');
  expect(onOneLine(caught.out)).toContain(
    'Catch rate: 1 of 1 failures of guards in checks were held back',
  );
  const text = await project.read(incidentFile);
  const dates = text.replaceAll(/^(occurred|detected|closed): .*\n/gmu, '');
  await project.write(incidentFile, `${dates}occurred: 2099-01-01\n`);
  const earlier = await project.pawl('incident', 'list');
  expect(onOneLine(earlier.out)).toContain('Catch rate: no guard has failed in a check');
});
