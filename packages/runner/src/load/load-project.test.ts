import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { loadFolder, saidAbout } from '../test-world/load-folder.ts';
import { projectFolder, smallProject } from '../test-world/project-folder.ts';
import { smallCatalog } from '../test-world/small-catalog.ts';
import { loadProject } from './load-project.ts';

const set = (more: string): Record<string, string> => ({
  'evals/demo/set.yaml': `name: demo\nversion: 1.0.0\nowner: "@team"\n${more}`,
});

test('the smallest project is loaded, with its only target as default', async () => {
  const project = await loadFolder();
  expect(project.sets).toMatchObject([
    {
      name: 'demo',
      folder: 'evals/demo',
      trials: 1,
      cases: [{ id: 'a', input: 'say x', tags: [] }],
    },
  ]);
  expect(project.defaults).toEqual({ targets: ['old'], trials: 1, concurrency: 16 });
  expect(project.targets.get('old')).toMatchObject({ transparent: true, timeoutMs: 60_000 });
  expect(project.warnings).toEqual([]);
});

test('the project is found from a folder inside it', async () => {
  await using folder = await projectFolder(smallProject);
  const cwd = join(folder.root, 'evals', 'demo');
  const project = await loadProject({ cwd, catalog: smallCatalog, today: '2026-11-20' });
  expect(project.root).toBe(folder.root);
});

test('every mistake of all files is told in one go', async () => {
  const said = await saidAbout({
    'pawl.yaml':
      'targets:\n  old: { provider: recorded, outputs: evals/none.jsonl }\n  bot: { provider: openai, model: x, prompt: ../p.md }\ndefaults: { targets: [odl] }\n',
    ...set(
      'scorers: [{ containz: x }]\ntargets: [old, nwe]\ncases: [cases.jsonl, more/*.csv]\ngate: { primary: [answer], slices: { eu: {} } }\n',
    ),
    'evals/demo/cases.jsonl':
      '{"id":"a","input":"x"}\n{"id":"a","input":"y",}\n{"id":"a","input":"z"}\n',
    'evals/incidents/INC-1.yaml':
      'id: INC-1\ntitle: x\nseverity: sev1\nguards: [{ set: demo, case: b }, { set: dmo, case: a }]\n',
    'evals/incidents/INC-2.yaml': 'id: INC-1\ntitle: y\nseverity: sev1\n',
    'evals/waivers/w.yaml':
      'set: demo\ncases: [zzz]\ntarget: odl\nfingerprint: abcdef12\nreason: will-revert\nwhy: x\nowner: me\ncreated: 2026-11-01\nuntil: 2026-12-24\n',
  });
  expect(said).toMatchInlineSnapshot(`
    "
    12 mistakes in 6 files: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/cases.jsonl:2:22  Not JSON: trailing comma before }
        Remove the comma.
    evals/demo/cases.jsonl:3:7  Duplicate case id "a": it stands already at evals/demo/cases.jsonl:1
        Give one of the two cases another id.
    evals/demo/set.yaml:4:13  There is no scorer "containz"
        Did you mean \`contains\`?
    evals/demo/set.yaml:5:16  There is no target "nwe" in pawl.yaml
        Allowed: old, bot.
    evals/demo/set.yaml:6:22  No file matches "more/*.csv" in evals/demo
        Paths start from the folder of set.yaml.
    evals/incidents/INC-1.yaml:4:41  Incident INC-1: a guard names set "dmo", which does not exist
        Did you mean \`demo\`?
    evals/incidents/INC-2.yaml:1:5  Duplicate incident INC-1: it stands already at evals/incidents/INC-1.yaml:1:1
        Give one of the two incidents another id.
    evals/waivers/w.yaml:3:9  The waiver names target "odl", which does not exist
        Did you mean \`old\`?
    evals/waivers/w.yaml:9:8  The waiver holds until 2026-12-24: longer than 30 days (it was created on 2026-11-01)
        Write 2026-12-01 or an earlier day.
    pawl.yaml:2:39  Target old: outputs: there is no file "evals/none.jsonl" in the project
        Paths start from the folder of pawl.yaml, <root>.
    pawl.yaml:3:46  Target bot: prompt: there is no file "../p.md" in the project
        Paths start from the folder of pawl.yaml, <root>.
    pawl.yaml:4:23  There is no target "odl" in pawl.yaml
        Did you mean \`old\`?
    "
  `);
});

test('mistakes in set.yaml do not hide those of its cases and scorers', async () => {
  const said = await saidAbout({
    'evals/demo/set.yaml':
      'name: demo\nversion: 1.0.0\nscorers: [{ contains: x, name: a }, { type: judg }]\n',
    'evals/demo/cases.jsonl': '{"id":"a"}\n',
  });
  expect(said).toMatchInlineSnapshot(`
    "
    3 mistakes in 2 files: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/cases.jsonl:1:1  Case "a": input is missing
        Add \`input\`: What the target is asked: any JSON value.
    evals/demo/set.yaml:1:1  owner is missing
        Add \`owner\`: Who answers for this set, for example "@support-ai".
    evals/demo/set.yaml:3:45  There is no scorer "judg"
        Did you mean \`judge\`?
    "
  `);
});

test('no project, no set, an unknown set and no case each say what was looked for', async () => {
  await using none = await projectFolder({ 'x.txt': '' });
  const options = { cwd: none.root, catalog: smallCatalog, today: '2026-11-20' };
  await expect(loadProject(options)).rejects.toMatchObject({
    code: 'no-project',
    hint: expect.stringContaining('pawl init'),
  });
  expect(await saidAbout({ 'pawl.yaml': `${smallProject['pawl.yaml']}evals: elsewhere\n` }))
    .toMatchInlineSnapshot(`
    "
    There are no eval sets: looked for elsewhere/*/set.yaml in <root>
    Run \`pawl init\`, or check \`evals\` in pawl.yaml.
    "
  `);
  expect(await saidAbout({}, { sets: ['dmeo'] })).toMatchInlineSnapshot(`
    "
    There is no eval set "dmeo"
    Did you mean \`demo\`?
    "
  `);
  expect(await saidAbout({ 'evals/demo/cases.jsonl': '' })).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/set.yaml  The set has no cases: looked for cases.{jsonl,json,yaml,yml,csv} and cases/**/*.{jsonl,json,yaml,yml,csv} in evals/demo
        Add a cases.jsonl, or name the files with \`cases\`.
    "
  `);
  expect(await saidAbout(set('cases: [casse.jsonl]\n'))).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/set.yaml:4:9  No file matches "casse.jsonl" in evals/demo
        Paths start from the folder of set.yaml.
    "
  `);
});

test('only the sets that were asked for are loaded, and theirs alone are checked', async () => {
  const other = { 'evals/other/set.yaml': 'name: other\n', 'evals/other/cases.jsonl': 'broken\n' };
  const project = await loadFolder(other, { sets: ['demo'] });
  expect(project.sets.map(({ name }) => name)).toEqual(['demo']);
});

test('nothing outside the project is read, not by a path, a pattern or a link', async () => {
  await using outside = await projectFolder({ 'secret.jsonl': '{"id":"s","input":"secret"}\n' });
  await using folder = await projectFolder({
    ...smallProject,
    ...set('cases: [link.jsonl, ../../../*/secret.jsonl]\n'),
  });
  await symlink(join(outside.root, 'secret.jsonl'), join(folder.root, 'evals/demo/link.jsonl'));
  const loading = loadProject({ cwd: folder.root, catalog: smallCatalog, today: '2026-11-20' });
  await expect(loading).rejects.toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ code: 'file-outside' })]),
  });
  expect(
    await saidAbout({
      'pawl.yaml': 'targets:\n  old: { provider: recorded, outputs: ../x.jsonl }\n',
    }),
  ).toContain('there is no file "../x.jsonl" in the project');
  expect(
    await saidAbout({
      'pawl.yaml': 'targets:\n  old: { provider: recorded, outputs: https://x/y.jsonl }\n',
    }),
  ).toContain('expected a path inside the project');
});

test('a link that stays inside the project is followed', async () => {
  await using folder = await projectFolder({ ...smallProject, ...set('cases: [linked.jsonl]\n') });
  await mkdir(join(folder.root, 'data'));
  await writeFile(join(folder.root, 'data/real.jsonl'), '{"id":"r","input":"x"}\n');
  await symlink('../../data/real.jsonl', join(folder.root, 'evals/demo/linked.jsonl'));
  const { sets } = await loadProject({
    cwd: folder.root,
    catalog: smallCatalog,
    today: '2026-11-20',
  });
  expect(sets[0]?.cases[0]?.id).toBe('r');
});

test('a guard links its case to the incident from either side; an unknown incident is a mistake', async () => {
  const incident = {
    'evals/incidents/deep/INC-1.yaml':
      'id: INC-1\ntitle: x\nseverity: sev1\nguards: [{ set: demo, case: a }]\n',
  };
  const project = await loadFolder(incident);
  expect(project.sets[0]?.cases[0]?.incidents).toEqual(['INC-1']);
  expect(project.incidents).toMatchObject([{ id: 'INC-1', guards: [{ case: 'a' }] }]);
  expect(
    await saidAbout({
      ...incident,
      'evals/demo/cases.jsonl': '{"id":"a","input":"x","incidents":["INC-11"]}\n',
    }),
  ).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/cases.jsonl:1  Case "a" guards incident "INC-11", which is not written down in evals/incidents
        Did you mean \`INC-1\`?
    "
  `);
});

test('a waiver that ended is a warning; its terms are checked against the day it was written', async () => {
  const waiver = (until: string): Record<string, string> => ({
    'evals/waivers/w.yaml': `set: demo\ncases: [a]\nfingerprint: abcdef12\nreason: fixed-in:#12\nwhy: x\nowner: me\nuntil: ${until}\n`,
  });
  expect(await saidAbout(waiver('2026-12-20'))).toBe('\n\n');
  expect(await saidAbout(waiver('2026-12-21'))).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/waivers/w.yaml:7:8  The waiver holds until 2026-12-21: longer than 30 days (today)
        Write 2026-12-20 or an earlier day.
    "
  `);
  expect(await saidAbout(waiver('2026-11-19'))).toMatchInlineSnapshot(`
    "
    evals/waivers/w.yaml:7:8  warning: The waiver ended on 2026-11-19 and waives nothing any more
        Remove the file, or ask me for a new one.
    "
  `);
});

test('rules of the set stand over those of the project', async () => {
  const { sets, policy } = await loadFolder({
    'pawl.yaml': `${smallProject['pawl.yaml']}gate: { margin: 0.05, maxRemoved: 2 }\nincidents: { blocking: [sev1] }\n`,
    ...set('scorers: [contains: x]\ngate: { margin: 0.01, primary: [contains] }\n'),
  });
  expect(policy).toMatchObject({ margin: 0.05, blockingSeverities: ['sev1'] });
  expect(sets[0]?.policy).toMatchObject({
    margin: 0.01,
    maxRemoved: 2,
    primary: ['contains'],
    blockingSeverities: ['sev1'],
  });
});

test('eval sets are looked for inside the project only', async () => {
  const project = smallProject['pawl.yaml'] ?? '';
  expect(await saidAbout({ 'pawl.yaml': `${project}evals: ../other\n` })).toContain(
    'pawl.yaml:3:8  evals: expected a folder inside the project, not "../other"',
  );
});

test('a timeout of nothing is a mistake, not a target that never answers', async () => {
  const target = '{ provider: recorded, outputs: evals/recorded.jsonl, timeout: 0s }';
  expect(await saidAbout({ 'pawl.yaml': `targets:\n  old: ${target}\n` })).toContain(
    'pawl.yaml:2:70  targets.old.timeout: expected a duration of more than nothing',
  );
});

test('an entry of cases that is no case is one mistake, not also a set without cases', async () => {
  const said = await saidAbout(set('cases: [5]\nscorers: [{ contains: x }]\n'));
  expect(said).toContain('evals/demo/set.yaml:4:9');
  expect(said).not.toContain('has no cases');
});

const old = 'targets:\n  old: { provider: recorded, outputs: evals/recorded.jsonl }\n';

test('a name in the project’s gate that no set bears is a mistake, also where one set was chosen', async () => {
  const gate =
    'gate: { minimum: { eqals: 0.99, contains: 0.5 }, slices: { nope: {}, eu: { minimum: { contans: 0.5 } } } }';
  const files = {
    'pawl.yaml': `${old}${gate}\n`,
    ...set('scorers: [contains: x]\n'),
    'evals/demo/cases.jsonl': '{"id":"a","input":"x","tags":["eu"]}\n',
    'evals/other/set.yaml':
      'name: other\nversion: 1.0.0\nowner: me\nscorers: [{ type: contains, name: equals, text: x }]\n',
    'evals/other/cases.jsonl': '{"id":"b","input":"x","tags":["asia"]}\n',
  };
  const said = `
    "
    3 mistakes in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    pawl.yaml:3:20  The project: the gate names "eqals", a scorer that no set has
        Did you mean \`equals\`?`;
  for (const sets of [undefined, ['demo']]) {
    const told = await saidAbout(files, sets === undefined ? {} : { sets });
    expect(told).toContain(said.replaceAll(/^ {4}"?/gm, '').trim());
    expect(told).toContain('the gate names "nope", a tag that no case of any set has');
    expect(told).toContain('the gate names "contans", a scorer that no set has');
  }
});

test('a name that another set than the chosen one bears is none', async () => {
  const project = await loadFolder(
    {
      'pawl.yaml': `${old}gate: { minimum: { equals: 0.5 } }\n`,
      ...set('scorers: [contains: x]\n'),
      'evals/other/set.yaml':
        'name: other\nversion: 1.0.0\nowner: me\nscorers: [{ type: contains, name: equals, text: x }]\n',
      'evals/other/cases.jsonl': '{"id":"b","input":"x"}\n',
    },
    { sets: ['demo'] },
  );
  expect(project.sets.map(({ name }) => name)).toEqual(['demo']);
});

test('a set whose scorers are all advisory is said to decide nothing', async () => {
  const project = await loadFolder(set('scorers: [{ type: contains, text: x, advisory: true }]\n'));
  expect(project.warnings).toMatchObject([
    { code: 'no-primary', message: expect.stringContaining('all its scorers are advisory') },
  ]);
});
