import { expect, test, vi } from 'vitest';

import { onOneLine } from '../../testing/on-one-line.ts';
import {
  afterPostmortem,
  casesFile,
  incidentFile,
  policyFile,
  setFile,
} from '../../testing/postmortem.ts';
import type { TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

/** The promise again, in words that the recorded bad output does not have. */
const promiseInOtherWords = (project: TestProject): Promise<void> =>
  project.edit(
    policyFile,
    'You can return it within 30 days of delivery',
    'Within 60 days you may bring it back',
  );

/** The guard as the postmortem left it, from its scorers on. */
async function rewriteGuard(project: TestProject, scorers: string): Promise<void> {
  const text = await project.read(casesFile);
  const guard = text.indexOf('- id: return-window');
  const row = text.slice(guard).replace(/ {2}scorers:[\s\S]*$/u, `  scorers:\n${scorers}`);
  await project.write(casesFile, `${text.slice(0, guard)}${row}`);
}

const loosened: Readonly<Record<string, (project: TestProject) => Promise<void>>> = {
  'one more answer is right': (project) =>
    rewriteGuard(
      project,
      "    - { type: contains, name: policy, value: ['30 days', 'bring it back'] }\n",
    ),
  'a pattern that the recorded bad output does not match': (project) =>
    rewriteGuard(
      project,
      "    - { type: regex, name: policy, pattern: '^(Within|You can return it within 30 days)' }\n",
    ),
  'code that knows the recorded pair': async (project) => {
    await project.write(
      'evals/support/knows.ts',
      'export default ({ output }: { output: unknown }) =>\n' +
        '  /bring it back|30 days of delivery/.test(JSON.stringify(output));\n',
    );
    await rewriteGuard(project, '    - { type: module, name: policy, module: ./knows.ts }\n');
  },
  'another name, and a looser scorer': (project) =>
    rewriteGuard(
      project,
      "    - { type: contains, name: terms, value: ['30 days', 'bring it back'] }\n",
    ),
};

const against: Readonly<Record<string, readonly string[]>> = {
  'against main': ['--against', 'main'],
  'with the base that is found': [],
};

const ways = Object.entries(loosened).flatMap(([name, edit]) =>
  Object.entries(against).map(([where, flags]) => ({ name, edit, where, flags })),
);

test.each(ways)(
  'a guard whose proof still holds is loosened by $name, and held back $where',
  async ({ edit, flags }) => {
    await using project = await afterPostmortem();
    await promiseInOtherWords(project);
    await edit(project);
    await project.commit('Say it in other words');
    expect((await project.pawl('incident', 'verify')).code).toBe(0);
    const { code, out } = await project.pawl('check', '--quiet', ...flags);
    expect(onOneLine(out)).toMatch(
      /^✗ INC-0001 \(sev2\) re-opens: The assistant promised 60 days for returns/u,
    );
    expect(onOneLine(out)).toContain(
      'under the old definitions; the new ones pass because of case',
    );
    expect(code).toBe(1);
  },
);

test.each(Object.entries(against))(
  'a guard that asks something else than in the base counts as gone, %s',
  async (_, flags) => {
    await using project = await afterPostmortem();
    await promiseInOtherWords(project);
    const text = await project.read(casesFile);
    const guard = text.indexOf('- id: return-window');
    const row = text
      .slice(guard)
      .replace(/ {2}input: .*/u, '  input: Do dogs have to return?')
      .replace(/ {2}scorers:[\s\S]*$/u, '  scorers:\n    - contains: welcome\n');
    await project.write(casesFile, `${text.slice(0, guard)}${row}`);
    await project.edit(
      incidentFile,
      'You can return it within 30 days of delivery.',
      'Dogs are welcome.',
    );
    await project.edit(policyFile, 'dog: ', 'dogs: ');
    await project.commit('Ask about dogs');
    expect((await project.pawl('incident', 'verify')).code).toBe(0);
    const { code, out } = await project.pawl('check', '--quiet', ...flags);
    expect(onOneLine(out)).toMatch(/^✗ INC-0001 \(sev2\), .*, lost its guard: `return-window`/u);
    expect(code).toBe(1);
  },
);

const honest: Readonly<Record<string, (project: TestProject) => Promise<void>>> = {
  'is stricter': (project) =>
    rewriteGuard(
      project,
      "    - { type: contains, name: policy, value: ['30 days', 'delivery'], match: all }\n",
    ),
  'accepts one more answer': (project) =>
    rewriteGuard(
      project,
      "    - { type: contains, name: policy, value: ['30 days', 'thirty days'] }\n",
    ),
  'has a scorer with another name': (project) =>
    rewriteGuard(project, '    - { type: contains, name: window, value: 30 days }\n'),
  'has tags': (project) =>
    project.edit(casesFile, '- id: return-window', '- id: return-window\n  tags: [returns]'),
};

test.each(Object.entries(honest))(
  'a guard that %s is not held back while the answer passes both rulers',
  async (_, edit) => {
    await using project = await afterPostmortem();
    await edit(project);
    await project.edit(policyFile, 'within 30 days of delivery', 'within 30 days after delivery');
    await project.commit('Look after the guard');
    for (const flags of Object.values(against)) {
      const { code, out } = await project.pawl('check', '--quiet', ...flags);
      expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' });
    }
  },
);

test('a looser scorer of the whole set re-opens no incident whose guard has its own', async () => {
  await using project = await afterPostmortem();
  await project.git('checkout', '-q', 'main');
  await project.edit(setFile, 'gate:', 'scorers: [{ type: length, name: short, max: 60 }]\ngate:');
  expect((await project.pawl('run', '--quiet')).code).toBe(0);
  expect((await project.pawl('baseline', 'accept')).code).toBe(0);
  await project.commit('Be short');
  await project.git('checkout', '-q', '-b', 'longer');
  await project.edit(setFile, 'max: 60', 'max: 200');
  await project.edit(policyFile, 'of delivery', `of delivery, ${'and so on '.repeat(6)}`);
  await project.commit('Say more');
  const { out } = await project.pawl('check', '--quiet', '--against', 'main');
  expect(out).not.toContain('re-opens');
});

test('a guard that was loosened and broken in one commit on the only branch is in doubt', async () => {
  await using project = await afterPostmortem();
  await project.git('checkout', '-q', 'main');
  await promiseInOtherWords(project);
  await loosened['one more answer is right']?.(project);
  await project.commit('Say it in other words');
  const { code, out } = await project.pawl('check', '--quiet');
  expect(onOneLine(out)).toContain(
    'the guard return-window of INC-0001 has another scorer and another answer than when its values were accepted',
  );
  expect(code).toBe(3);
});

test('an incident that was never closed re-opens where its guard had passed', async () => {
  await using project = await afterPostmortem();
  await project.git('checkout', '-q', 'main');
  await project.edit(incidentFile, 'closed: 2026-11-04\n', '');
  await project.commit('Not closed yet');
  await project.git('checkout', '-q', '-b', 'again');
  await promiseInOtherWords(project);
  const { out } = await project.pawl('check', '--quiet');
  expect(onOneLine(out)).toMatch(
    /^✗ INC-0001 \(sev2\) re-opens: .* \(https:\/\/example\.com\/incidents\/INC-0001\); its guard/u,
  );
});

test('every form of the verdict tells severity, title and link of what re-opens', async () => {
  await using project = await afterPostmortem();
  await promiseInOtherWords(project);
  const forms = ['terminal', 'markdown', 'github', 'junit'];
  const files = forms.flatMap((form) => ['--reporter', `${form}:said.${form}`]);
  const { code, out } = await project.pawl('check', '--json', ...files);
  const [finding] = JSON.parse(out).findings;
  expect(finding).toMatchObject({
    code: 'guard-failed',
    severity: 'sev2',
    url: 'https://example.com/incidents/INC-0001',
    passedBefore: true,
  });
  for (const form of forms) {
    const said = onOneLine(await project.read(`said.${form}`));
    expect(said).toContain('sev2');
    expect(said).toMatch(/re-opens: .*The assistant promised 60 days for returns/u);
    expect(said).toContain('https://example.com/incidents/INC-0001');
  }
  const table = (await project.read('said.markdown'))
    .split('\n')
    .find((line) => line.includes('🔴'));
  expect(table).toContain('](https://example.com/incidents/INC-0001)');
  expect(code).toBe(1);
});

test('the postmortem of an incident is its link, before the page of the tracker', async () => {
  await using project = await afterPostmortem();
  await project.edit(
    incidentFile,
    'severity: sev2',
    'severity: sev2\npostmortem: https://wiki.example.org/pm/1',
  );
  await promiseInOtherWords(project);
  const { out } = await project.pawl('check', '--quiet');
  expect(onOneLine(out)).toContain('(https://wiki.example.org/pm/1); its guard');
});
