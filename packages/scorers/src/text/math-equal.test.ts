import { expect, it } from 'vitest';

import { mathEqual } from './math-equal.ts';

it.each([
  ['\\frac{1}{2}', '0.5'],
  ['\\dfrac12', '1/2'],
  ['50\\%', '1/2'],
  ['$1,234,567$', '1234567'],
  ['\\boxed{\\frac{\\sqrt{3}}{2}}', 'sqrt(3)/2'],
  ['x = 3', '3'],
  ['-\\frac{3}{4}', '-0.75'],
  ['2\\pi', '2*pi'],
  ['2^{10}', '1024'],
  ['3 \\times 10^{5}', '300000'],
  ['[1, 2)', '[1,\\,2)'],
  ['(-\\infty, 3]', '(-∞,3]'],
  ['\\{1, 2, 3\\}', '{3, 2, 1}'],
  ['1, 2', '\\{2, 1\\}'],
  ['(1, 2)', '(1.0, 4/2)'],
  ['[0,1] \\cup [2,3]', '[2,3]∪[0,1]'],
  ['90^\\circ', '90'],
  ['\\text{Tuesday}', 'tuesday'],
  ['x^2+1', 'x^{2} + 1'],
])('%s is %s', (output, expected) => {
  expect(mathEqual({ output, expected })).toMatchObject({ kind: 'scored', value: 1 });
});

it.each([
  ['[1, 2]', '[1, 2)'],
  ['(1, 2)', '(2, 1)'],
  ['{1, 2}', '{1, 2, 2}'],
  ['1/3', '0.33'],
  ['', '1'],
  ['1/0', '2/0.5'],
  ['x+1', 'x+2'],
])('%s is not %s', (output, expected) => {
  expect(mathEqual({ output, expected })).toMatchObject({ kind: 'scored', value: 0 });
});

it('allows a tolerance', () => {
  expect(mathEqual({ output: '0.333', expected: '1/3' }, { tolerance: 0.01 })).toMatchObject({
    value: 1,
  });
});
