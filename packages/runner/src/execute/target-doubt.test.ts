import { expect, test } from 'vitest';

import { TargetDoubt } from './target-doubt.ts';

const missing = { code: 'model-missing', message: 'no such model' } as const;
const refused = { code: 'bad-request', message: 'no such parameter' } as const;

test('a target whose model is missing is not asked again', () => {
  const doubt = new TargetDoubt();
  doubt.faulted('one', missing);
  expect(doubt.fault).toMatchObject({ code: 'model-missing', attempts: 0 });
});

test('a target that refuses three cases is not asked again, nor is one case three', () => {
  const doubt = new TargetDoubt();
  for (const id of ['one', 'one', 'one', 'two']) doubt.faulted(id, refused);
  expect(doubt.fault).toBeUndefined();
  doubt.faulted('three', refused);
  expect(doubt.fault).toMatchObject({ code: 'bad-request' });
});

test('a target that answered once has its model: what it says later is about one case', () => {
  const doubt = new TargetDoubt();
  doubt.answered();
  doubt.faulted('one', missing);
  for (const id of ['one', 'two', 'three']) doubt.faulted(id, refused);
  expect(doubt.fault).toBeUndefined();
});
