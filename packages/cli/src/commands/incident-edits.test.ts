import { assert, asyncProperty, boolean, subarray } from 'fast-check';
import { expect, test, vi } from 'vitest';

import {
  afterPostmortem,
  casesFile,
  incidentFile,
  promiseAgain,
  setFile,
} from '../../testing/postmortem.ts';
import type { TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 240_000 });

type Swap = readonly [before: string, after: string];

const guardRow = '- id: return-window';

/** What somebody may do to a guard who wants the check to be green; an edit that finds nothing to change does nothing. */
const edits: Readonly<Record<string, (project: TestProject) => Promise<void>>> = {
  'ask for less': (project) =>
    replace(project, casesFile, ['contains: 30 days', 'contains: return']),
  'ask for either': (project) => replace(project, casesFile, ['type: all-of', 'type: any-of']),
  'forbid something else': (project) =>
    replace(project, casesFile, ['value: 60 days', 'value: 90 days']),
  'let it advise only': (project) =>
    replace(project, casesFile, ['- type: all-of', '- advisory: true\n      type: all-of']),
  'link no incident': (project) => replace(project, casesFile, ['  incidents: [INC-0001]\n', '']),
  'disable the case': (project) =>
    replace(project, casesFile, [guardRow, `${guardRow}\n  disabled: { reason: noisy }`]),
  'ask something else': (project) =>
    replace(project, casesFile, ['How many days do I have to return', 'May I return']),
  'rename the case': async (project) => {
    await replace(project, casesFile, [guardRow, '- id: return-term']);
    await replace(project, incidentFile, ['case: return-window', 'case: return-term']);
  },
  'rewrite the bad output': (project) =>
    replace(project, incidentFile, ['You can return it within 60 days.', 'Go away.']),
  'forget the bad output': (project) =>
    replace(project, incidentFile, [
      '    bad:\n      text: You can return it within 60 days.\n      source: verbatim\n',
      '',
    ]),
  'play it down': (project) => replace(project, incidentFile, ['severity: sev2', 'severity: sev4']),
  'block on nothing': (project) =>
    replace(project, 'pawl.yaml', ['blocking: [sev1, sev2]', 'blocking: []']),
  'pass everything': (project) =>
    replace(project, setFile, ['gate: { margin: 0.25 }', 'gate: { margin: 1, passAt: 0 }']),
};

const deletions: Readonly<Record<string, (project: TestProject) => Promise<void>>> = {
  'delete the incident': async (project) => {
    await project.git('rm', '-q', '-f', incidentFile);
    await replace(project, casesFile, ['  incidents: [INC-0001]\n', '']);
  },
  'delete the case and the incident': async (project) => {
    await project.git('rm', '-q', '-f', incidentFile);
    const text = await project.read(casesFile);
    await project.write(casesFile, text.slice(0, text.indexOf(guardRow)));
  },
};

async function replace(project: TestProject, file: string, [before, after]: Swap): Promise<void> {
  const text = await project.read(file);
  await project.write(file, text.replace(before, after));
}

async function startOver(project: TestProject): Promise<void> {
  await project.git('reset', '-q', '--hard', 'main');
  await promiseAgain(project);
}

const againstOf = (isNamed: boolean): readonly string[] => (isNamed ? ['--against', 'main'] : []);

test('no edits of a guard make the incident pass again', async () => {
  await using project = await afterPostmortem();
  await assert(
    asyncProperty(
      subarray(Object.keys(edits), { maxLength: 4 }),
      boolean(),
      async (names, named) => {
        await startOver(project);
        for (const name of names) await edits[name]?.(project);
        const { code } = await project.pawl('check', '--quiet', ...againstOf(named));
        expect({ names, green: code === 0 }).toEqual({ names, green: false });
      },
    ),
    { numRuns: 12, seed: 6 },
  );
});

test.each([...Object.entries(edits), ...Object.entries(deletions)])(
  'the guard holds when somebody would %s',
  async (_, edit) => {
    await using project = await afterPostmortem();
    await startOver(project);
    await edit(project);
    const { code, out } = await project.pawl('check', '--quiet');
    expect(out).toContain('return-window');
    expect(code).toBe(1);
  },
);
