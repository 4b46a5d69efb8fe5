import { describe, expect, it } from 'vitest';

import { pairwise } from './pairwise.ts';
import { promptOf, ruling, scripted } from './scripted-judge.fixture.ts';

const model = { provider: 'anthropic', model: 'judge-1' } as const;

describe('pairwise', () => {
  const given = { input: 'q', output: 'mine', expected: 'theirs' };

  it.each([
    ['first', 'second', 1, 1],
    ['second', 'first', 0, 1],
    ['tie', 'tie', 0.5, 1],
    ['first', 'first', 0.5, 0],
    ['second', 'second', 0.5, 0],
    ['first', 'tie', 0.5, 0],
  ] as const)('%s, then with the order swapped %s', async (...[there, back, value, consistent]) => {
    const { ports } = scripted((_, index) => ruling(index === 0 ? there : back));
    expect(await pairwise(given, { model }, ports)).toMatchObject({
      value,
      metadata: { consistent },
    });
  });

  it('shows the answers in both orders', async () => {
    const { ports, requests } = scripted(() => ruling('tie'));
    await pairwise(given, { model }, ports);
    const firsts = requests.map(
      (request) => /The first answer:\n<<\w+\n(\w+)/.exec(promptOf(request))?.[1],
    );
    expect(firsts).toEqual(['mine', 'theirs']);
  });

  it('has no opinion without both verdicts', async () => {
    const { ports } = scripted((_, index) => (index === 0 ? ruling('first') : 'hm'));
    expect(await pairwise(given, { model }, ports)).toMatchObject({ kind: 'unscored' });
  });

  it('tells how far a jury agrees', async () => {
    const { ports } = scripted(({ model: juror }, at) =>
      ruling(juror === 'judge-3' ? 'tie' : (['first', 'second'][Math.floor(at / 3)] ?? 'tie')),
    );
    const jury = ['judge-2', 'judge-3'].map((name) => ({ ...model, model: name }));
    expect(await pairwise(given, { model, jury }, ports)).toMatchObject({
      kind: 'scored',
      metadata: { agreement: expect.closeTo(2 / 3, 10) },
    });
  });

  it('has no opinion on an answer that is calls alone', async () => {
    const { ports, requests } = scripted(() => ruling('first'));
    const output = { text: '', toolCalls: [{ name: 'drop', arguments: {} }] };
    expect(await pairwise({ ...given, output }, { model }, ports)).toMatchObject({
      kind: 'unscored',
    });
    expect(requests).toEqual([]);
  });
});
