import { expect, test, vi } from 'vitest';

import { onOneLine } from '../../testing/on-one-line.ts';
import { afterPostmortem, casesFile, incidentFile } from '../../testing/postmortem.ts';

vi.setConfig({ testTimeout: 60_000 });

test('a mistake in an incident does not tell anybody to remove the link of its guard', async () => {
  await using project = await afterPostmortem();
  await project.edit(casesFile, '- id: return-window', '- id: return-window # guarded');
  await project.edit(incidentFile, 'severity: sev2', 'severity: sev7');
  const { code, out } = await project.pawl('validate');
  expect(out).toContain('sev7');
  expect(out).not.toContain('is not written down');
  expect(out).not.toContain('Remove it');
  expect(code).toBe(2);
});

test.each([
  ['occurred: 2026-12-01', 'closed 2026-11-04 lies before occurred 2026-12-01'],
  ['detected: 2026-11-05', 'closed 2026-11-04 lies before detected 2026-11-05'],
  ['occurred: 2026-11-03\ndetected: 2026-11-02', 'detected 2026-11-02 lies before occurred'],
])('an incident with %j is out of order', async (line, message) => {
  await using project = await afterPostmortem();
  const text = (await project.read(incidentFile)).replace(/^(?:occurred|detected): .*\n/gmu, '');
  await project.write(incidentFile, text.replace(/^closed: /mu, `${line}\nclosed: `));
  const { code, out } = await project.pawl('validate');
  expect(onOneLine(out)).toContain(message);
  expect(code).toBe(2);
});

test('one day is in order, with a time or without', async () => {
  await using project = await afterPostmortem();
  const text = (await project.read(incidentFile)).replace(/^(?:occurred|detected): .*\n/gmu, '');
  const line = 'occurred: 2026-11-04T16:00:00Z\ndetected: 2026-11-04';
  await project.write(incidentFile, text.replace(/^closed: /mu, `${line}\nclosed: `));
  expect((await project.pawl('validate')).code).toBe(0);
});

test('a waiver that ended is a mistake for validate, and other commands go on', async () => {
  await using project = await afterPostmortem();
  await project.write(
    'evals/waivers/old.yaml',
    'set: support\ncases: [open]\nfingerprint: abcdef123456\nreason: will-revert\nwhy: x\nowner: "@a"\napprovers: ["@b"]\ncreated: 2020-01-01\nuntil: 2020-01-10\n',
  );
  const { code, out } = await project.pawl('validate');
  expect(out).toContain('The waiver ended on 2020-01-10');
  expect(code).toBe(2);
  expect((await project.pawl('run', '--plan')).code).toBe(0);
});

test('flags that a case which is there would ignore are refused', async () => {
  await using project = await afterPostmortem();
  const asked = ['incident', 'new', '--yes', '--title', 'Opened late', '--severity', 'sev2'];
  const known = [...asked, '--case', 'open', '--bad', 'We open at ten.'];
  const { code, err } = await project.pawl(...known, '--input', 'When?', '--scorer', 'contains: x');
  expect(onOneLine(err)).toContain(
    'has the case open already, and it stays as it is: --input, --scorer would change nothing',
  );
  expect(code).toBe(2);
  expect((await project.pawl(...known, '--good', 'We open at nine.')).code).toBe(0);
});
