import { expect, test } from 'vitest';

import { capProblems, formatProblem } from './format-problem.ts';
import {
  parseCaseRows,
  parseIncidentFile,
  parseProjectFile,
  parseSetFile,
  parseWaiverFile,
} from './parse-definition.ts';
import type { Problem } from './problem.ts';

const words = (problems: readonly Problem[]): string =>
  `\n${capProblems(problems).map(formatProblem).join('\n')}\n`;

test('every mistake of a project file is told at once, with place, value, expectation and nearest word', () => {
  const text = `evals: /etc
targets:
  Support: { provider: openai, model: gpt }
  a: { provider: opnai, model: x }
  b:
    provider: openai
    modle: x
    timeout: 60
    apiKeyEnv: sk-123
  c: { provider: http, url: foo, output: answer }
  d: { provider: command, command: node x }
defaults: { targets: a, trials: 0, concurency: 3 }
gate: { margin: 2, onInconclusive: blok, maxAge: 14 days, minimum: { a: { share: 2, onn: mean } } }
incidents: { url: "https://x/", blocking: [sev5] }
`;
  expect(words(parseProjectFile(text, 'pawl.yaml').problems)).toMatchInlineSnapshot(`
    "
    pawl.yaml:1:8  evals: expected a path inside the project, with forward slashes, not "/etc"
    pawl.yaml:3:3  targets.Support: expected a name of a–z, 0–9, ".", "_" and "-"
    pawl.yaml:4:18  targets.a.provider: expected openai, anthropic, module, command, http or recorded, not "opnai"
        Did you mean \`openai\`?
    pawl.yaml:6:5  targets.b.model is missing
        Add \`model\`: Name of the model, as the provider knows it.
    pawl.yaml:7:5  targets.b.modle is not a known key
        Did you mean \`model\`?
    pawl.yaml:8:14  targets.b.timeout: expected a duration such as 250ms, 60s, 2m, 1h or 14d, not the number 60
    pawl.yaml:9:16  targets.b.apiKeyEnv: expected the name of an environment variable, never the key itself
    pawl.yaml:10:29  targets.c.url: expected a URL that begins with http:// or https://, not "foo"
    pawl.yaml:10:42  targets.c.output: expected a JSONPath such as $.answer, not "answer"
    pawl.yaml:11:36  targets.d.command: expected a list, not "node x"
        Write a list: [node, x].
    pawl.yaml:12:22  defaults.targets: expected a list, not "a"
        Write a list: ["a"].
    pawl.yaml:12:33  defaults.trials: expected a whole number from 1, not the number 0
    pawl.yaml:12:36  defaults.concurency is not a known key
        Did you mean \`concurrency\`?
    pawl.yaml:13:17  gate.margin: expected a share above 0, up to 1 (2 points are 0.02), not the number 2
    pawl.yaml:13:36  gate.onInconclusive: expected auto, block or warn, not "blok"
        Did you mean \`block\`?
    pawl.yaml:13:50  gate.maxAge: expected a duration such as 250ms, 60s, 2m, 1h or 14d, not "14 days"
    pawl.yaml:13:73  gate.minimum.a.on is missing
        Add \`on\`: Held against the mean, or against its one-sided lower bound.
    pawl.yaml:13:82  gate.minimum.a.share: expected a share from 0 to 1 (2 points are 0.02), not the number 2
    pawl.yaml:13:85  gate.minimum.a.onn is not a known key
        Did you mean \`on\`?
    pawl.yaml:14:19  incidents.url: expected a URL with {id} in it, not "https://x/"
    pawl.yaml:14:44  incidents.blocking[0]: expected sev1, sev2, sev3 or sev4, not "sev5"
        Did you mean \`sev1\`?
    "
  `);
});

test('a misspelt `provider` is told by its own name, and a target without one as that', () => {
  const said = (target: string): string =>
    words(parseProjectFile(`targets: { a: ${target} }\n`, 'pawl.yaml').problems);
  expect(said('{ provder: openai, model: m }')).toMatchInlineSnapshot(`
    "
    pawl.yaml:1:17  targets.a.provder is not a known key
        Did you mean \`provider\`?
    "
  `);
  expect(said('{ model: m }')).toMatchInlineSnapshot(`
    "
    pawl.yaml:1:15  targets.a.provider is missing
        Add \`provider\`: openai, anthropic, module, command, http or recorded.
    "
  `);
});

test('a whole project file is read, durations as milliseconds', () => {
  const text = `targets:
  support: { provider: openai, model: gpt, timeout: 90s, params: { temperature: 0, top_k: 3 } }
gate: { maxAge: 14d, budgets: { p95Latency: 1.5s } }
budget: { maxCost: 5.00 }
`;
  expect(parseProjectFile(text, 'pawl.yaml')).toMatchObject({
    problems: [],
    value: {
      targets: { support: { timeout: 90_000, params: { temperature: 0, top_k: 3 } } },
      gate: { maxAge: 14 * 86_400_000, budgets: { p95Latency: 1500 } },
      budget: { maxCost: 5 },
    },
  });
});

test('a set needs an owner and a semantic version; a short one is read with a warning', () => {
  const { value, problems } = parseSetFile('name: demo\nversion: 1.10\nowner: "@x"\n', 'set.yaml');
  expect(value?.version).toBe('1.10.0');
  expect(words(problems)).toMatchInlineSnapshot(`
    "
    set.yaml:2:10  warning: version: 1.10 is read as 1.10.0
        Write version: 1.10.0
    "
  `);
  expect(words(parseSetFile('name: Demo Set\nversion: one\n', 'set.yaml').problems))
    .toMatchInlineSnapshot(`
    "
    set.yaml:1:1  owner is missing
        Add \`owner\`: Who answers for this set, for example "@support-ai".
    set.yaml:1:7  name: expected a name of a–z, 0–9, ".", "_" and "-", not "Demo Set"
    set.yaml:2:10  version: expected a version x.y.z, for example 1.0.0, not "one"
    "
  `);
});

test('cases are told by their id', () => {
  const text = `- id: a
  input: 1.10
  tags: x
- id: b
- input: y
  inputs: z
- 3
- { id: " c", input: x, disabled: { until: soon } }
`;
  const problems = parseCaseRows(text, 'c.yaml').flatMap((row) => row.problems);
  expect(words(problems)).toMatchInlineSnapshot(`
    "
    c.yaml:2:10  Case "a": input: 1.10 would be read as the number 1.1
        Put it in quotes if it is a text: "1.10"; else write 1.1.
    c.yaml:3:9  Case "a": tags: expected a list, not "x"
        Write a list: ["x"].
    c.yaml:4:3  Case "b": input is missing
        Add \`input\`: What the target is asked: any JSON value.
    c.yaml:5:3  Case: id is missing
        Add \`id\`: Chosen by its author; it never changes.
    c.yaml:6:3  Case: inputs is not a known key
        Did you mean \`input\`?
    c.yaml:7:3  Case: expected an object (keys and values), not the number 3
    c.yaml:8:9  Case " c": id: expected an id without line breaks and without blanks at its ends, not " c"
    c.yaml:8:35  Case " c": disabled.reason is missing
        Add \`reason\`: Why it is not run.
    c.yaml:8:44  Case " c": disabled.until: expected a day such as 2026-11-20, not "soon"
    "
  `);
});

test('an incident is read, a bare text as an output', () => {
  const text =
    'id: INC-1\ntitle: x\nseverity: sev2\nguards:\n  - { set: a, case: b, bad: no, good: { text: yes } }\n';
  expect(parseIncidentFile(text, 'i.yaml').value).toMatchObject({
    guards: [{ set: 'a', case: 'b', bad: { text: 'no' }, good: { text: 'yes' } }],
    place: { file: 'i.yaml', line: 1, column: 1 },
  });
  const bad =
    'id: INC-1\ntitle: x\nseverity: sev9\noccurred: 2026-02-30\nguards: [{ set: a, case: b, good: { txt: y } }]\n';
  expect(words(parseIncidentFile(bad, 'i.yaml').problems)).toMatchInlineSnapshot(`
    "
    i.yaml:3:11  severity: expected sev1, sev2, sev3 or sev4, not "sev9"
        Did you mean \`sev1\`?
    i.yaml:4:11  occurred: expected a day such as 2026-11-20, or a moment such as 2026-11-20T09:30:00Z, not "2026-02-30"
    i.yaml:5:37  guards[0].good.txt is not a known key
        Did you mean \`text\`?
    "
  `);
});

test('a waiver names cases, a reason of the list, and a day that exists', () => {
  const text =
    'set: a\ncases: ["*"]\nfingerprint: xyz\nreason: because\nwhy: x\nowner: me\nuntil: 2026-02-30\n';
  expect(words(parseWaiverFile(text, 'w.yaml').problems)).toMatchInlineSnapshot(`
    "
    w.yaml:2:9  cases[0]: expected the id of a case, never a pattern, not "*"
    w.yaml:3:14  fingerprint: expected the fingerprint that the verdict printed, not "xyz"
    w.yaml:4:9  reason: expected accepted-tradeoff, false-positive, fixed-in:#123, tracked:#456 or will-revert, not "because"
    w.yaml:7:8  until: expected a day such as 2026-11-20, not "2026-02-30"
    "
  `);
});

test('of one kind twenty mistakes are shown, and how many more there are', () => {
  const text = Array.from({ length: 50 }, (_, index) => `- { id: c${index} }\n`).join('');
  const problems = parseCaseRows(text, 'c.yaml').flatMap((row) => row.problems);
  expect(problems).toHaveLength(50);
  const shown = capProblems(problems);
  expect(shown).toHaveLength(21);
  expect(shown.at(-1)?.message).toBe('and 30 more of this kind (missing); this is the last one');
});
