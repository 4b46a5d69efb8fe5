import { expect, it } from 'vitest';

import { makeScorer } from '../shape/make-scorer.ts';
import { module } from './module.ts';

async function scoreWith(scorer: unknown, options: { module: string } = { module: './tone.ts' }) {
  const ports = { loadModule: () => Promise.resolve(scorer) };
  const run = makeScorer({ name: 'tone', options: { ...options } }, module, ports);
  return run({ input: 'q', output: { text: 'a' }, expected: 'a' });
}

it.each([
  [() => 0.25, { kind: 'scored', scorer: 'tone', value: 0.25 }],
  [() => true, { kind: 'scored', scorer: 'tone', value: 1 }],
  [async () => false, { kind: 'scored', scorer: 'tone', value: 0 }],
  [
    () => ({ name: 'Exact', score: 1, metadata: { why: 'same' } }),
    { kind: 'scored', scorer: 'tone', value: 1, metadata: { why: 'same' } },
  ],
  [
    () => ({ name: 'Fact', score: 0.4, metadata: { rationale: 'a part' } }),
    {
      kind: 'scored',
      scorer: 'tone',
      value: 0.4,
      reason: 'a part',
      metadata: { rationale: 'a part' },
    },
  ],
  [
    () => ({ name: 'Fact', score: null }),
    { kind: 'unscored', scorer: 'tone', reason: 'The scorer gave no score (null)' },
  ],
  [
    () => ({ kind: 'scored', value: 0.5, reason: 'so so' }),
    { kind: 'scored', scorer: 'tone', value: 0.5, reason: 'so so' },
  ],
  [
    () => ({ value: 0.5, reason: 'so so' }),
    { kind: 'scored', scorer: 'tone', value: 0.5, reason: 'so so' },
  ],
  [() => ({ value: true }), { kind: 'scored', scorer: 'tone', value: 1 }],
  [
    () => ({ kind: 'unscored', reason: 'no idea' }),
    { kind: 'unscored', scorer: 'tone', reason: 'no idea' },
  ],
])('takes what %s gives', async (scorer, score) => {
  expect(await scoreWith(scorer)).toEqual([score]);
});

it('takes several named scores', async () => {
  const scorer = () => [
    { name: 'polite', score: 1 },
    { name: 'short', score: 0 },
  ];
  expect(await scoreWith(scorer)).toMatchObject([
    { scorer: 'tone.polite', value: 1 },
    { scorer: 'tone.short', value: 0 },
  ]);
});

it.each([undefined, null, 'yes', {}, { score: 'high' }, 7, Number.NaN])(
  'has no opinion when it gives %j',
  async (answer) => {
    expect(await scoreWith(() => answer)).toMatchObject([{ kind: 'unscored' }]);
  },
);

it('says what a throwing scorer said, and that a module has no function', async () => {
  const throwing = () => {
    throw new Error('boom');
  };
  expect(await scoreWith(throwing)).toMatchObject([{ reason: 'The scorer threw: boom' }]);
  expect(await scoreWith({ default: 1 })).toMatchObject([
    { reason: './tone.ts has no function as its default export' },
  ]);
});

it('hands over copies that the scorer may spoil', async () => {
  const seen: unknown[] = [];
  const scorer = (given: {
    input: string;
    output: string;
    expected: string;
    subject: { output: { text: string } };
  }) => {
    seen.push(given.input, given.output, given.expected);
    given.subject.output.text = 'spoilt';
    return 1;
  };
  const subject = { input: 'q', output: { text: 'a' }, expected: 'a' } as const;
  const ports = { loadModule: () => Promise.resolve(scorer) };
  await makeScorer({ name: 'tone', options: { module: 'x' } }, module, ports)(subject);
  expect(seen).toEqual(['q', 'a', 'a']);
  expect(subject.output.text).toBe('a');
});
