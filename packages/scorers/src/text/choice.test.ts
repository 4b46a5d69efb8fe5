import { expect, it } from 'vitest';

import { choice } from './choice.ts';

const choices = ['Paris', 'London', 'Rome'];

it.each([
  ['B', 'B', 1],
  ['(b)', 'B', 1],
  ['The correct answer is: **B**', 'B', 1],
  ['Option B', 'b', 1],
  ['So $\\boxed{B}$, not (A).', 'B', 1],
  ['\\boxed{\\text{(B)}}', 'B', 1],
  ['\\boxed{42}, which is (B)', 'B', 1],
  ['A', 'B', 0],
  ['I do not know', 'B', 0],
  ['It must be London.', 'B', 1],
  ['It must be London, not Paris.', 'B', 0],
  ['B', 'London', 1],
] as const)('%j for %j gives %d', (output, expected, value) => {
  expect(choice({ output, expected }, { choices })).toMatchObject({ kind: 'scored', value });
});

it('has no opinion where the gold is no choice', () => {
  expect(choice({ output: 'B', expected: 'Berlin' }, { choices })).toMatchObject({
    kind: 'unscored',
  });
});
