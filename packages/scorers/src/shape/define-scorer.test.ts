import type { Json } from '@pawl/core';
import { expect, it } from 'vitest';
import { z } from 'zod';

import { contains } from '../text/contains.ts';
import { defineScorer, shortFor } from './define-scorer.ts';
import { toSubject } from './subject.ts';

const options: z.ZodType<{ readonly word?: string }> = z.strictObject({
  word: z.string().exactOptional(),
});

function counting(): { readonly compiled: string[]; readonly scorer: ReturnType<typeof make> } {
  const compiled: string[] = [];
  return { compiled, scorer: make(compiled) };
}

function make(compiled: string[]) {
  return defineScorer({
    type: 'test',
    summary: 'A test.',
    options,
    example: { options: {}, output: '' },
    prepare: ({ word = '' }) => {
      compiled.push(word);
      return ({ output }) => ({ kind: 'scored', value: output.text === word ? 1 : 0 });
    },
  });
}

it('compiles the options of a set once', async () => {
  const { compiled, scorer } = counting();
  const given = { word: 'a' };
  for (const text of ['a', 'b', 'c']) await scorer.score(toSubject({ output: text }), given, {});
  scorer({ output: 'd' }, given);
  expect(compiled).toEqual(['a']);
});

it('is a plain function for a text, a JSON value or a whole output', () => {
  expect(contains({ output: 'a b' }, { value: 'b' })).toEqual({ kind: 'scored', value: 1 });
  expect(contains({ output: { text: 'a b', finish: 'stop' } }, { value: 'b' })).toMatchObject({
    value: 1,
  });
  expect(contains({ output: { key: 'b' } }, { value: '"b"' })).toMatchObject({ value: 1 });
  expect(contains({ output: null }, { value: 'b' })).toMatchObject({ value: 0 });
});

it('refuses wrong options in a call by hand, and says where', () => {
  const wrong: { value: string } = JSON.parse('{"value": 5, "colour": 1}');
  expect(() => contains({ output: '' }, wrong)).toThrow(/contains: .*value/);
});

it('has no opinion on an output without a text', () => {
  const broken = toSubject(JSON.parse('{"input": 1, "output": "x"}'));
  const output: { text: string } = JSON.parse('{"text": 7}');
  expect(contains.score({ ...broken, output }, { value: 'a' }, {})).toMatchObject({
    kind: 'unscored',
  });
});

it.each<[Json, Json]>([
  ['a', { word: 'a' }],
  [['a', 'b'], { word: ['a', 'b'] }],
  [{ word: 'a' }, { word: 'a' }],
  [null, {}],
])('reads the short form %j as %j', (argument, long) => {
  expect(shortFor('word')(argument)).toEqual(long);
});

it('never throws for an output that no type allows', () => {
  const loop: Record<string, unknown> = {};
  loop['loop'] = loop;
  for (const output of [10n, { id: 10n }, loop, undefined]) {
    const given = Object.assign({ output: '' }, { output });
    expect(contains(given, { value: '10' }).kind).toBe('scored');
  }
});
