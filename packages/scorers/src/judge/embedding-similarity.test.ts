import { expect, it } from 'vitest';

import { cosine, embeddingSimilarity } from './embedding-similarity.ts';

const options = { model: { provider: 'openai', model: 'small' } } as const;
const embedding = (vectors: readonly (readonly number[])[]) => ({
  embed: () => Promise.resolve(vectors),
});

it('takes the nearest of several answers', async () => {
  const ports = embedding([
    [1, 0],
    [0, 1],
    [1, 1],
  ]);
  const opinion = await embeddingSimilarity({ output: 'x', expected: ['y', 'z'] }, options, ports);
  expect(opinion).toMatchObject({ kind: 'scored', value: expect.closeTo(Math.SQRT1_2, 10) });
});

it('asks for all texts at once', async () => {
  const asked: unknown[] = [];
  const embed = (request: object) => {
    asked.push(request);
    return Promise.resolve([[1], [1]]);
  };
  await embeddingSimilarity({ output: 'x', expected: 'y' }, options, { embed });
  expect(asked).toEqual([{ provider: 'openai', model: 'small', texts: ['x', 'y'] }]);
});

it('gives 0 to opposite meanings', async () => {
  const ports = embedding([
    [1, 0],
    [-1, 0],
  ]);
  expect(await embeddingSimilarity({ output: 'x', expected: 'y' }, options, ports)).toMatchObject({
    value: 0,
  });
});

it.each([
  [[]],
  [[[1, 0]]],
  [
    [
      [0, 0],
      [1, 0],
    ],
  ],
  [[[1], [1, 0]]],
  [
    [
      [1, Number.NaN],
      [1, 0],
    ],
  ],
])('has no opinion on the vectors %j', async (vectors) => {
  const opinion = await embeddingSimilarity(
    { output: 'x', expected: 'y' },
    options,
    embedding(vectors),
  );
  expect(opinion).toMatchObject({ kind: 'unscored' });
});

it('has no opinion when the endpoint is down or there is nothing to embed', async () => {
  const embed = () => Promise.reject(new Error('503'));
  expect(
    await embeddingSimilarity({ output: 'x', expected: 'y' }, options, { embed }),
  ).toMatchObject({
    reason: 'The judge could not be asked: 503',
  });
  expect(
    await embeddingSimilarity({ output: ' ', expected: 'y' }, options, { embed }),
  ).toMatchObject({
    reason: 'There is nothing to embed',
  });
});

it('cosine is the cosine', () => {
  expect(cosine([1, 2], [2, 4])).toBeCloseTo(1, 10);
  expect(cosine([1], [1, 2])).toBeNaN();
});
