import {
  formatProblem,
  type EvalCase,
  type HttpTarget,
  type Json,
  type ModelTarget,
  type Target,
} from '@pawl/core';
import { expect, test } from 'vitest';

import { smallSet } from '../test-world/small-plan.ts';
import { checkPrompts } from './check-prompts.ts';
import { type MadeRequest, requestMaker } from './make-request.ts';

const base = { name: 'bot', digest: 'digest', transparent: true, timeoutMs: 1000 };

const model = (more: Partial<ModelTarget>): ModelTarget => ({
  ...base,
  provider: 'openai',
  model: 'm',
  ...more,
});

const prompt = (text: string, file = 'prompts/p.md'): ModelTarget =>
  model({ prompt: text, promptFile: file });

const aCase = (input: Json, more: Partial<EvalCase> = {}): EvalCase => ({
  id: 'a',
  input,
  expected: 'the answer',
  tags: ['eu'],
  critical: false,
  scorers: [],
  incidents: [],
  hash: 'hash',
  place: { file: 'cases.jsonl' },
  ...more,
});

const make = (target: Target, input: Json): MadeRequest =>
  requestMaker()(target, { set: 's', case: aCase(input) });

function said(target: Target, ...cases: EvalCase[]): string {
  const part = {
    set: smallSet(1),
    targets: [target],
    cases: cases.map((one) => ({ case: one, trials: 1 })),
  };
  return `\n${checkPrompts({ parts: [part] })
    .map(formatProblem)
    .join('\n')}\n`;
}

test('a text is one message of the user; fields of the input stand by themselves', () => {
  const text = 'Q: {{ question }} ({{ input.lang }}, {{ id }}, {{ tags[0] }})';
  expect(make(prompt(text), { question: 'why?', lang: 'en' }).request.messages).toEqual([
    { role: 'user', content: 'Q: why? (en, a, eu)' },
  ]);
});

test('what is no text is written as JSON; what the input says is never a template', () => {
  const { request } = make(prompt('{{ input }}'), { q: ['{{ id }}', 1, null] });
  expect(request.messages?.[0]?.content).toBe('{"q":["{{ id }}",1,null]}');
});

test('a YAML prompt has a system part and messages; a system part alone is followed by the input', () => {
  const yaml =
    'system: Be {{ tags[0] }}\nmessages:\n  - { role: user, content: "{{ input }}" }\n  - { role: assistant, content: ok }\n';
  expect(make(prompt(yaml, 'p.yaml'), 'x').request.messages).toEqual([
    { role: 'system', content: 'Be eu' },
    { role: 'user', content: 'x' },
    { role: 'assistant', content: 'ok' },
  ]);
  expect(make(prompt('system: Be kind\n', 'p.yaml'), 'x').request.messages).toEqual([
    { role: 'system', content: 'Be kind' },
    { role: 'user', content: 'x' },
  ]);
  expect(make(model({ system: 'Be kind' }), 'x').request.messages).toHaveLength(2);
});

test('without a prompt the input is what is asked', () => {
  const messages = [
    { role: 'system', content: 's' },
    { role: 'user', content: 'u' },
  ];
  expect(make(model({}), 'hello').request.messages).toEqual([{ role: 'user', content: 'hello' }]);
  expect(make(model({}), messages).request.messages).toEqual(messages);
  expect(make(model({}), { messages }).request.messages).toEqual(messages);
  expect(said(model({}), aCase({ q: 1 }))).toMatchInlineSnapshot(`
    "
    pawl.yaml  Prompt of bot: there is none, and the input is neither a text nor a list of messages (case "a")
    "
  `);
});

test('a body is a template; a variable that stands alone keeps its kind', () => {
  const body = {
    q: '{{ question }}',
    all: '{{ input }}',
    tags: '{{ tags }}',
    n: 1,
    list: ['for {{ id }}'],
  };
  const http: HttpTarget = { ...base, provider: 'http', url: 'http://127.0.0.1/', body };
  const input = { question: 'why?' };
  expect(make(http, input).request.body).toEqual({
    q: 'why?',
    all: input,
    tags: ['eu'],
    n: 1,
    list: ['for a'],
  });
  expect(said({ ...http, body: '{{ inptu }}' }, aCase('x'))).toMatchInlineSnapshot(`
    "
    pawl.yaml  Prompt of bot: \`inptu\` is not defined for case "a"
        Did you mean \`input\`?
    "
  `);
});

test('an undefined variable is told with its place, the case, how many others, and the nearest word', () => {
  const target = prompt('You are kind.\n\n  Q: {{ question }}');
  const cases = [
    aCase({ question: 'q' }),
    aCase({ questoin: 'q' }, { id: 'b' }),
    aCase('x', { id: 'c' }),
  ];
  expect(said(target, ...cases)).toMatchInlineSnapshot(`
    "
    prompts/p.md:3:9  Prompt of bot: \`question\` is not defined for case "b" and 1 more
        Did you mean \`questoin\`?
    "
  `);
});

test('a prompt never sees the expected answer, and nothing of the language below', () => {
  expect(said(prompt('{{ expected }}'), aCase('x'))).toMatchInlineSnapshot(`
    "
    prompts/p.md:1:4  Prompt of bot: \`expected\` is not defined for case "a"
        A prompt never sees the expected answer.
    "
  `);
  expect(said(prompt('{{ input.constructor }} {{ input.__proto__ }}'), aCase({ a: 1 }))).toContain(
    '`input.constructor` is not defined',
  );
});

test('slips of the template are told with their places', () => {
  expect(said(prompt('x\n{{ input | upcas }}'), aCase('x'))).toMatchInlineSnapshot(`
    "
    prompts/p.md:2:1  Prompt of bot: undefined filter: upcas (case "a")
    "
  `);
  expect(said(prompt('{% if input %}'), aCase('x'))).toMatchInlineSnapshot(`
    "
    prompts/p.md:1:1  Prompt of bot: tag {% if input %} not closed (case "a")
    "
  `);
  expect(said(prompt('{% include "other.md" %}'), aCase('x'))).toMatchInlineSnapshot(`
    "
    prompts/p.md:1:1  Prompt of bot: a prompt cannot include another file (case "a")
    "
  `);
  expect(said(prompt('{{ "now" | date: "%Y" }}'), aCase('x'))).toMatchInlineSnapshot(`
    "
    prompts/p.md:1:1  Prompt of bot: the filter date would not give the same prompt twice (case "a")
    "
  `);
  expect(
    said(prompt('{% for i in (1..100000000) %}x{% endfor %}{{ input }}'), aCase('x')),
  ).toContain('limit exceeded');
  const block =
    'system: hello\nmessages:\n  - role: user\n    content: |\n      Hello\n      {{ inptu }}\n';
  expect(said(prompt(block, 'p.yaml'), aCase('x'))).toMatchInlineSnapshot(`
    "
    p.yaml:6:10  Prompt of bot: \`inptu\` is not defined for case "a"
        Did you mean \`input\`?
    "
  `);
  expect(said(prompt('- { role: usr, content: x }\n', 'p.yaml'), aCase('x')))
    .toMatchInlineSnapshot(`
    "
    p.yaml:1:11  messages[0].role: expected system, user, assistant or tool, not "usr"
        Did you mean \`user\`?
    "
  `);
});

test('a prompt without a variable asks the same of every case: a warning', () => {
  expect(said(prompt('Tell a joke.'), aCase('x'))).toMatchInlineSnapshot(`
    "
    prompts/p.md:1:1  warning: Target bot: its prompt has no variable, so every case asks the same
        Write {{ input }} where the input belongs.
    "
  `);
  expect(said(prompt('{{ input }}'), aCase('x'))).toBe('\n\n');
});

test('the digest of a request is that of its content, not of the case that asks it', () => {
  const ask = requestMaker();
  const digest = (target: Target, more: Partial<EvalCase>): string =>
    ask(target, { set: 's', case: aCase('x', more) }).digest();
  const bot = prompt('{{ input }}');
  expect(digest(bot, { id: 'b', expected: 1 })).toBe(digest(bot, {}));
  expect(digest({ ...bot, digest: 'other' }, {})).not.toBe(digest(bot, {}));
  expect(digest(bot, { input: 'y' })).not.toBe(digest(bot, {}));
  const recorded: Target = { ...base, provider: 'recorded', outputs: 'r.jsonl' };
  expect(digest(recorded, { id: 'b' })).not.toBe(digest(recorded, {}));
});
