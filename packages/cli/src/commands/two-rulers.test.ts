import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { onOneLine } from '../../testing/on-one-line.ts';
import { afterPostmortem, casesFile, policyFile, setFile } from '../../testing/postmortem.ts';
import type { TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const worse = [
  ['3 working days', 'some days'],
  ['2 years', 'a year'],
  ['8 to 20', 'office hours'],
  ['one week', 'a while'],
  ['run small', 'vary'],
  ['card or cash', 'any means'],
  ['at the desk', 'somebody'],
  ['10 percent', 'a little'],
  ['in spring', 'now and then'],
] as const;

/** Nine answers become worse. */
async function worsen(project: TestProject): Promise<void> {
  for (const [before, after] of worse) await project.edit(policyFile, before, after);
}

/** And the cases ask for no more than that. */
async function lowerTheBar(project: TestProject): Promise<void> {
  for (const [before, after] of worse)
    await project.edit(casesFile, `value: ${before} }`, `value: ${after} }`);
}

test('a regression that an edit of the set hides is found, and the edits are named', async () => {
  await using project = await afterPostmortem();
  await worsen(project);
  await lowerTheBar(project);
  await project.commit('New words');
  const { code, out } = await project.pawl('check', '--quiet', '--against', 'main');
  expect(out.split('\n').slice(0, 6).join('\n')).toMatchInlineSnapshot(`
    "✗ Worse, and hidden by an edit of the eval set: under the old definitions support on \`support\` lost
      9 and gained 0 of 17 cases, −52.9 points (−71.7 … −23.0), margin 25; the new ones pass because of
      case shipping: scorer policy: value "3 working days" → "some days", case gift: scorer policy:
      value "2 years" → "a year", case phone: scorer policy: value "8 to 20" → "office hours", case
      repair: scorer policy: value "one week" → "a while" and 5 more
    "
  `);
  expect(code).toBe(1);
});

test.each([[[]], [['--against', 'main']]])(
  'one loss whose definition was edited with it passes, and is told first, by its name (check %j)',
  async (flags) => {
    await using project = await afterPostmortem();
    const [[before, after]] = worse;
    await project.edit(policyFile, before, after);
    await project.edit(casesFile, `value: ${before} }`, `value: ${after} }`);
    await project.commit('New words');
    const { code, out } = await project.pawl('check', '--quiet', ...flags);
    expect(onOneLine(out)).toContain(
      'Passed, but 1 case of support on `support` fails under the old definitions and passes under the edited ones: `shipping`; case shipping: scorer policy: value "3 working days" → "some days"',
    );
    expect(code).toBe(0);
  },
);

test('an edit that asks for more is a note', async () => {
  await using project = await afterPostmortem();
  await project.edit(casesFile, 'value: at nine }', "value: ['at nine', 'open'], match: all }");
  await project.commit('Ask for more');
  const { code, out } = await project.pawl('check', '--quiet', '--against', 'main');
  expect(code).toBe(0);
  expect(onOneLine(out)).toContain(
    'case open: scorer policy: value "at nine" → ["at nine","open"]',
  );
});

test('where no outputs of the base are at hand, its accepted values decide about a looser scorer', async () => {
  await using project = await afterPostmortem();
  await project.edit(setFile, 'gate:', 'scorers: [{ type: length, name: short, max: 60 }]\ngate:');
  await project.git('checkout', '-q', 'main');
  expect((await project.pawl('run', '--quiet')).code).toBe(0);
  expect((await project.pawl('baseline', 'accept')).code).toBe(0);
  await project.commit('Be short');
  await project.git('checkout', '-q', '-b', 'longer');
  await rm(join(project.root, '.pawl'), { recursive: true });
  await project.edit(setFile, 'max: 60', 'max: 200');
  const looser = await project.pawl('check', '--quiet', '--against', 'main');
  expect(onOneLine(looser.out)).toContain('scorer short: max 60 → 200');
  expect(looser.code).toBe(0);
  await project.edit(policyFile, '.\n', `, ${'and so on '.repeat(6)}.\n`);
  const { code, out } = await project.pawl('check', '--quiet', '--against', 'main');
  expect(onOneLine(out)).toMatch(/^✗ Worse, and hidden by an edit of the eval set/u);
  expect(onOneLine(out)).toContain('the new ones pass because of scorer short: max 60 → 200');
  expect(code).toBe(1);
});

test('a wider margin and a lower pass mark are shown side by side, and the base still judges', async () => {
  await using project = await afterPostmortem();
  await worsen(project);
  await project.edit(setFile, 'gate: { margin: 0.25 }', 'gate: { margin: 0.9, passAt: 0 }');
  await project.commit('Relax');
  const { code, out } = await project.pawl('check', '--quiet', '--against', 'main');
  expect(onOneLine(out)).toContain(
    'This change loosens the rules of support on `support`: margin 0.25 → 0.9',
  );
  expect(code).toBe(1);
});

test('rules that the base changed since the baseline judge under both rulers', async () => {
  await using project = await afterPostmortem();
  await project.git('checkout', '-q', 'main');
  await project.edit(setFile, 'gate: { margin: 0.25 }', 'gate: { margin: 0.9 }');
  await project.commit('Mind less');
  await project.git('checkout', '-q', '-b', 'words');
  await worsen(project);
  await project.edit(casesFile, 'What about open?', 'What about open? Today?');
  await project.commit('New words, and a question');
  const { out } = await project.pawl('check', '--quiet', '--against', 'main');
  expect(onOneLine(out)).not.toContain('hidden by an edit');
});
