import { expect, it } from 'vitest';

import { endsWith } from './ends-with.ts';
import { startsWith } from './starts-with.ts';

it('looks at the beginning', () => {
  expect(startsWith({ output: 'Dear Ms Jones' }, { value: ['Hello', 'Dear'] })).toMatchObject({
    value: 1,
  });
  expect(startsWith({ output: 'My Dear' }, { value: 'Dear' })).toMatchObject({
    value: 0,
    reason: 'begins with "My Dear", not with "Dear"',
  });
});

it('looks at the end', () => {
  expect(
    endsWith({ output: 'Kind regards ' }, { value: 'regards', normalize: 'basic' }),
  ).toMatchObject({ value: 1 });
  expect(endsWith({ output: 'regards, me', expected: 'regards' })).toMatchObject({ value: 0 });
});
