import type { Json } from '@pawl/core';
import { array, assert, constantFrom, dictionary, jsonValue, pre, property } from 'fast-check';
import { expect, test } from 'vitest';

import { parseTemplate, renderTemplate, type PromptTemplate } from './template-engine.ts';

const pieces = [
  '{{ input }}',
  '{{id}}',
  '{{  tags\n}}',
  '{{ missing }}',
  '{{ true }}',
  '{{ empty }}',
  '{{ size }}',
  '{{ contains }}',
  '{{ and }}',
  '{{ or }}',
  '{{ not }}',
  '{{\uFEFFid }}',
  '{{\u00A0id }}',
  '{{ input.a }}',
  '{{ input[0] }}',
  '{{ input | upcase }}',
  '{{- input -}}',
  '{% if input %}',
  '{% endif %}',
  '{% raw %}',
  '{% endraw %}',
  '{# id #}',
  '{{ "id" }}',
  '{',
  '}}',
  '%}',
  ' text ',
  '\n',
  '🦆',
];
const names = 'input id tags size true empty toString contains and or not'.split(' ');

function parsed(text: string): PromptTemplate | undefined {
  try {
    return parseTemplate(text, { file: 'p.md' });
  } catch {
    return undefined;
  }
}

function rendered(
  template: PromptTemplate,
  variables: Readonly<Record<string, Json>>,
): string | Error {
  try {
    return renderTemplate(template, variables);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const isJson = (value: unknown): value is Json => value !== undefined;

test('what is filled in without the engine is what the engine would have written, its mistakes included', () => {
  let filled = 0;
  assert(
    property(
      array(constantFrom(...pieces), { maxLength: 6 }),
      dictionary(constantFrom(...names), jsonValue().filter(isJson)),
      (parts, variables) => {
        const template = parsed(parts.join(''));
        pre(template !== undefined);
        const { simple, ...slow } = template;
        if (simple !== undefined) filled += 1;
        expect(rendered(template, variables)).toEqual(rendered(slow, variables));
      },
    ),
    { numRuns: 2000 },
  );
  expect(filled).toBeGreaterThan(100);
});

test.each([
  ['Answer: {{ input }} ({{id}})', true],
  ['no variable', true],
  ['{{ input.a }}', false],
  ['{{ input | upcase }}', false],
  ['{%- if input -%}x{% endif %}', false],
  ['{{ nil }}', false],
  ['{{ contains }}', false],
  ['{{\uFEFFid }}', false],
])('%j takes no engine: %j', (text, simple) => {
  expect(parsed(text)?.simple !== undefined).toBe(simple);
});
