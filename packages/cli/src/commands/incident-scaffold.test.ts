import { expect, test, vi } from 'vitest';

import { copyFixture, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const story = ['--title', 'Promised 90 days', '--severity', 'sev2', '--input', 'How long?'].concat(
  '--bad',
  'You have 90 days.',
  '--good',
  'It is within 30 days of delivery.',
);
const scorer = ['--scorer', 'contains: within 30 days'];

async function scaffold(): Promise<TestProject> {
  const project = await copyFixture();
  await project.pawl('init', '--yes');
  return project;
}

test('a project without incidents has nothing to prove, and a name that is asked for is unknown', async () => {
  await using project = await scaffold();
  const { code, out } = await project.pawl('incident', 'verify');
  expect(out).toBe('No incidents yet\n\n→ After the next postmortem: `pawl incident new`\n');
  expect(code).toBe(0);
  const told = await project.pawl('incident', 'verify', '--json');
  expect(JSON.parse(told.out)).toMatchObject({ incidents: [], closedUnproven: [] });
  const asked = await project.pawl('incident', 'verify', 'INC-0001');
  expect(asked.code).toBe(2);
  expect(asked.err).toContain('There is no incident INC-0001: none is written down yet');
});

test('a scorer of the set without an expected answer is named as the cause, with the way out', async () => {
  await using project = await scaffold();
  const { code, out } = await project.pawl('incident', 'new', ...story, ...scorer);
  expect(out).toMatchInlineSnapshot(`
    "! INC-0001 is written, but its case \`promised-90-days\` is not proven yet: \`contains\` has no expected
      answer to compare with

      + evals/incidents/INC-0001.yaml
      ~ evals/first-set/cases.jsonl
      ~ evals/first-set/set.yaml  version 1.0.0 → 1.1.0

    → Add \`expected: …\` to the case: what a right answer says (\`pawl incident new\` takes it as
      \`--expected "…"\`), then: \`pawl incident verify\`
    "
  `);
  expect(code).toBe(0);
  const verified = await project.pawl('incident', 'verify');
  expect(verified.out).toContain('`contains` has no expected answer to compare with');
});

test('with an expected answer it is proven', async () => {
  await using project = await scaffold();
  const given = ['--expected', '30 days'];
  const { out } = await project.pawl('incident', 'new', ...story, ...scorer, ...given);
  expect(out).toContain('✓ INC-0001 is written, and its case');
});

test('where nobody names a scorer, the expected answer that the set compares with is proposed', async () => {
  await using project = await scaffold();
  const { out } = await project.pawl('incident', 'new', ...story);
  expect(out).toContain('✓ INC-0001 is written');
  expect(out).toContain('the expected answer is “within 30 days”');
  expect(await project.read('evals/first-set/cases.jsonl')).toContain(
    '"expected":"within 30 days"',
  );
});
