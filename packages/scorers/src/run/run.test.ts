import { describe, expect, it } from 'vitest';

import { cost } from './cost.ts';
import { field } from './field.ts';
import { latency } from './latency.ts';

it.each([null, -1, Number.NaN, '5'])('%j is neither a time nor a price', (wrong) => {
  const given = { output: '', ...JSON.parse('{}'), durationMs: wrong, costUsd: wrong };
  expect(latency(given, { max: 5 })).toMatchObject({ kind: 'unscored' });
  expect(cost(given, { max: 5 })).toMatchObject({ kind: 'unscored' });
});

describe('latency', () => {
  it('prefers what was recorded to what was measured', () => {
    const output = { text: '', latencyMs: 3000 };
    expect(latency({ output, durationMs: 1 }, { max: '2s' })).toMatchObject({ value: 0 });
    expect(latency({ output: '', durationMs: 1999 }, { max: '2s' })).toMatchObject({ value: 1 });
    expect(latency({ output: '' }, { max: 5 })).toMatchObject({ kind: 'unscored' });
  });

  it.each(['2 weeks', '-1s', 'soon'])('refuses the duration %j', (max) => {
    expect(latency.options.safeParse({ max }).success).toBe(false);
  });
});

describe('cost', () => {
  it('has no opinion on an unknown price', () => {
    expect(cost({ output: '', costUsd: 0.01 }, { max: 0.01 })).toMatchObject({ value: 1 });
    expect(cost({ output: { text: '', costUsd: 0.02 } }, { max: 0.01 })).toMatchObject({
      value: 0,
    });
    expect(cost({ output: '' }, { max: 0.01 })).toMatchObject({ kind: 'unscored' });
  });
});

describe('field', () => {
  it.each([
    [1, 1],
    [0.25, 0.25],
    [true, 1],
    [false, 0],
  ])('reads %j as %d', (reward, value) => {
    const output = { text: '', row: { published: { reward } } };
    expect(field({ output }, { path: 'published.reward' })).toEqual({ kind: 'scored', value });
  });

  it.each([null, 'yes', 2, -1, {}])('has no opinion on %j', (reward) => {
    const output = { text: '', row: { published: { reward } } };
    expect(field({ output }, { path: 'published.reward' })).toMatchObject({ kind: 'unscored' });
  });

  it('has no opinion without the row, and does not climb up the prototype', () => {
    expect(field({ output: 'x' }, { path: 'a' })).toMatchObject({ kind: 'unscored' });
    const output = { text: '', row: {} };
    expect(field({ output }, { path: 'constructor.name' })).toMatchObject({ kind: 'unscored' });
  });
});
