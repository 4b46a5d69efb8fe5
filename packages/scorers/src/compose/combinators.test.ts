import { describe, expect, it } from 'vitest';

import { allOf, anyOf, not, weighted } from '../catalog.ts';

const output = 'You get a refund within 30 days.';

describe('combinators', () => {
  it('all-of takes the lowest, any-of the highest, weighted the mean', async () => {
    const scorers = [{ contains: 'refund' }, { type: 'levenshtein', value: output.slice(0, 16) }];
    const half = { value: 0.5, reason: expect.stringContaining('levenshtein: got') };
    expect(await allOf({ output }, { scorers })).toMatchObject(half);
    expect(await anyOf({ output }, { scorers })).toMatchObject({ value: 1 });
    const heavy = scorers.map((each, index) => ({
      ...each,
      ...(index === 1 ? { weight: 3 } : {}),
    }));
    expect(await weighted({ output }, { scorers: heavy })).toMatchObject({ value: 0.625 });
  });

  it('not turns the value round, and leaves what is unscored unscored', async () => {
    expect(await not({ output }, { scorer: { contains: 'refund' } })).toMatchObject({ value: 0 });
    const empty = { output, expected: '' };
    expect(await not(empty, { scorer: 'contains' })).toMatchObject({ kind: 'unscored' });
    expect(await not({ output }, { scorer: { equals: null } })).toMatchObject({ kind: 'unscored' });
  });

  it('nests', async () => {
    const scorers = [
      { not: { contains: 'sorry' } },
      { 'any-of': [{ contains: 'x' }, { regex: '\\d+ days' }] },
    ];
    expect(await allOf({ output }, { scorers })).toMatchObject({ value: 1 });
  });

  it('is binary only when all of them are', () => {
    expect(allOf.binary({ scorers: [{ contains: 'a' }, { f1: null }] })).toBe(false);
    expect(allOf.binary({ scorers: [{ contains: 'a' }] })).toBe(true);
  });

  it.each([
    [
      { scorers: [{ contians: 'a' }] },
      ['scorers', 0],
      'there is no scorer "contians"; did you mean contains?',
    ],
    [
      { scorers: [{ contains: 'a', regex: 'b' }] },
      ['scorers', 0],
      'contains and regex in one scorer: write `type: contains`',
    ],
    [
      { scorers: [{ contains: 'a' }, { type: 'regex', pattern: '(' }] },
      ['scorers', 1, 'pattern'],
      /^regex: .*missing closing/,
    ],
    [{ scorers: [{ type: 'regex', patern: 'a' }] }, ['scorers', 0, 'pattern'], /^regex: /],
    [{ scorers: [{ contains: 'a', type: 'contains', weight: -1 }] }, ['scorers', 0], /contains/],
    [{ scorers: [] }, ['scorers'], /./],
  ])('refuses %j with its position', (options, path, message) => {
    const issue = weighted.options.safeParse(options).error?.issues[0];
    expect(issue?.path).toEqual(path);
    expect(issue?.message).toMatch(message);
  });
});
