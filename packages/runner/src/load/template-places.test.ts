import { formatProblem, type Plan } from '@pawl/core';
import { expect, test } from 'vitest';

import { checkPrompts } from '../prompt/check-prompts.ts';
import { loadFolder } from '../test-world/load-folder.ts';

/** What is said about the templates of one target, written in `pawl.yaml`. */
async function said(target: string): Promise<string[]> {
  const project = await loadFolder({ 'pawl.yaml': `targets:\n  t:\n${target}\n` });
  const parts: Plan['parts'] = project.sets.map((set) => ({
    set,
    targets: [...project.targets.values()],
    cases: set.cases.map((evalCase) => ({ case: evalCase, trials: 1 })),
  }));
  return checkPrompts({ parts }).map((problem) => formatProblem(problem).split('\n')[0] ?? '');
}

test.each([
  ['system, in quotes', '    system: "Be {{ kind }}"', 'pawl.yaml:5:20'],
  ['system, as a block', '    system: |\n      Be\n      so {{ kind }}', 'pawl.yaml:7:13'],
  ['messages', '    messages: [{ role: user, content: "{{ kind }}" }]', 'pawl.yaml:5:43'],
])('a mistake in %s is told with its line and column', async (_, text, place) => {
  expect(await said(`    provider: openai\n    model: m\n${text}`)).toEqual([
    `${place}  Prompt of t: \`kind\` is not defined for case "a"`,
  ]);
});

test('so is the first mistake in the body of a service', async () => {
  const body = '    body:\n      q: "{{ kind }}"\n      more: [x, "{{ kind }}"]';
  expect(await said(`    provider: http\n    url: http://127.0.0.1:1\n${body}`)).toEqual([
    'pawl.yaml:6:14  Prompt of t: `kind` is not defined for case "a"',
  ]);
});
