import { expect, test, vi } from 'vitest';

import { copyRepository, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const set = 'evals/capitals/set.yaml';
const cases = 'evals/capitals/cases.jsonl';
const oneMore = '{"id":"chad","input":"The capital of Chad?","expected":"N’Djamena"}\n';

async function told(project: TestProject): Promise<{ code: number; said: string }> {
  const { code, out } = await project.pawl('validate', '--against', 'main');
  return { code, said: out.replaceAll(/\s+/g, ' ') };
}

test('says what a set can see', async () => {
  await using project = await copyRepository('capitals');
  const { code, out } = await project.pawl('validate');
  expect(out).toContain('4 cases cannot show that nothing got worse by 2 points (149 needed)');
  expect(out).toContain('✓ 1 set in order');
  expect(code).toBe(0);
});

/** Cases of a number of clusters, by turns. */
function clustered(count: number, clusters: number): string {
  const rows = Array.from({ length: count }, (_, at) => ({
    id: `c${at}`,
    input: 'What?',
    expected: 'x',
    cluster: `cluster ${at % clusters}`,
  }));
  return rows.map((row) => JSON.stringify(row)).join('\n');
}

test('cases in few clusters count as their clusters, which is said with what the set can see', async () => {
  await using project = await copyRepository('capitals');
  await project.write(cases, clustered(300, 3));
  const { code, out } = await project.pawl('validate');
  const said = out.replaceAll(/\s+/g, ' ');
  expect(said).toContain('capitals: 300 cases stand in 3 clusters');
  expect(said).toContain('they count as 3 until a run shows otherwise, and 149 are needed');
  expect(said).toContain('Below 10 clusters no interval can be trusted');
  expect(code).toBe(0);
  const { out: json } = await project.pawl('validate', '--json');
  const [row] = JSON.parse(json).sets;
  expect(row).toMatchObject({ cases: 300, clusters: 3, needed: 149 });
  expect(row.detectable).toBeCloseTo(0.561, 3);
  await project.write(cases, clustered(300, 150));
  expect((await project.pawl('validate')).out).not.toContain('clusters');
});

test('a margin of nothing is refused, as no number of cases could show it', async () => {
  await using project = await copyRepository('capitals');
  await project.write(set, `${await project.read(set)}gate: { margin: 0 }\n`);
  const { code, out } = await project.pawl('validate');
  expect(code).toBe(2);
  expect(out).toContain('evals/capitals/set.yaml:6');
  expect(out.replaceAll(/\s+/g, ' ')).toContain('expected a share above 0');
  expect(out).not.toContain('Infinity');
});

const edits: readonly (readonly [string, (project: TestProject) => Promise<void>, string])[] = [
  [
    'a case that expects something else needs a major one',
    (project) => project.edit(cases, '"expected": "Lima"', '"expected": "Cusco"'),
    'rescored 1 (peru); this needs a major bump: write version 2.0.0 instead of 1.0.0',
  ],
  [
    'a removed case needs a major one',
    async (project) =>
      project.write(cases, (await project.read(cases)).split('\n').slice(1).join('\n')),
    'removed 1 (france); this needs a major bump: write version 2.0.0',
  ],
  [
    'another scorer needs a major one',
    (project) => project.edit(set, '- contains', '- equals'),
    'this needs a major bump: write version 2.0.0',
  ],
  [
    'an added case needs a minor one',
    async (project) => project.write(cases, `${await project.read(cases)}${oneMore}`),
    'added 1 (chad); this needs a minor bump: write version 1.1.0 instead of 1.0.0',
  ],
  [
    'another owner needs a patch',
    (project) => project.edit(set, "'@geography'", "'@atlas'"),
    're-owned @geography → @atlas; this needs a patch bump: write version 1.0.1',
  ],
  [
    'a version never falls',
    (project) => project.edit(set, '1.0.0', '0.9.0'),
    'version 0.9.0 lies behind 1.0.0',
  ],
];

test.each(edits)('%s', async (_, edit, expected) => {
  await using project = await copyRepository('capitals');
  await edit(project);
  const { code, said } = await told(project);
  expect(said).toContain(expected);
  expect(said).toContain('✗ 1 set changed without the version that says so');
  expect(code).toBe(2);
});

test('the bump that the change needs is enough, a smaller one is not', async () => {
  await using project = await copyRepository('capitals');
  await project.write(cases, `${await project.read(cases)}${oneMore}`);
  await project.edit(set, '1.0.0', '1.0.1');
  expect((await told(project)).code).toBe(2);
  await project.edit(set, '1.0.1', '1.1.0');
  const { code, said } = await told(project);
  expect(said).toContain('this needs a minor bump, and has it: 1.0.0 → 1.1.0');
  expect(code).toBe(0);
});

test('a set that is gone is named', async () => {
  await using project = await copyRepository('capitals');
  await project.git('mv', 'evals/capitals', 'evals/cities');
  await project.edit('evals/cities/set.yaml', 'name: capitals', 'name: cities');
  const { code, said } = await told(project);
  expect(said).toContain('cities: a new set');
  expect(said).toContain('capitals: the set is gone, with 4 cases');
  expect(code).toBe(0);
});

test('a commit that git does not know is refused', async () => {
  await using project = await copyRepository('capitals');
  const { code, err } = await project.pawl('validate', '--against', 'nowhere');
  expect(err).toContain('Git knows no commit "nowhere"');
  expect(code).toBe(2);
});
