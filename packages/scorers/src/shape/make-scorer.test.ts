import type { Opinion, ScorerDefinition, Subject } from '@pawl/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { makeScorer } from './make-scorer.ts';

const subject: Subject = { input: 'q', output: { text: 'a' } };
const spec = { name: 'mine', options: {} };

function giving(answer: ScorerDefinition['score']): ScorerDefinition {
  return {
    type: 'test',
    summary: 'A test.',
    options: z.unknown(),
    binary: () => false,
    score: answer,
  };
}

describe('makeScorer', () => {
  it('names one opinion after the scorer', async () => {
    const score = makeScorer(
      spec,
      giving(() => ({ kind: 'scored', value: 0.5, scorer: 'Other' })),
      {},
    );
    expect(await score(subject)).toEqual([{ kind: 'scored', scorer: 'mine', value: 0.5 }]);
  });

  it('names several opinions after the scorer and their own names, each once', async () => {
    const answer: Opinion[] = [
      { kind: 'scored', value: 1 },
      { kind: 'scored', value: 0, scorer: 'tone', reason: 'rude' },
      { kind: 'unscored', reason: 'no idea', scorer: 'tone' },
    ];
    expect(
      await makeScorer(
        spec,
        giving(() => answer),
        {},
      )(subject),
    ).toEqual([
      { kind: 'scored', scorer: 'mine', value: 1 },
      { kind: 'scored', scorer: 'mine.tone', value: 0, reason: 'rude' },
      { kind: 'unscored', scorer: 'mine.tone.3', reason: 'no idea' },
    ]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -0.1, 1.0000001])(
    'refuses the value %d',
    async (value) => {
      const scores = await makeScorer(
        spec,
        giving(() => ({ kind: 'scored', value })),
        {},
      )(subject);
      expect(scores).toMatchObject([
        { kind: 'unscored', reason: `The scorer gave ${value}, which is not a number from 0 to 1` },
      ]);
    },
  );

  it('writes minus zero as zero', async () => {
    const [score] = await makeScorer(
      spec,
      giving(() => ({ kind: 'scored', value: -0 })),
      {},
    )(subject);
    expect(score).toEqual({ kind: 'scored', scorer: 'mine', value: 0 });
  });

  it.each([
    [
      'a throw',
      () => {
        throw new Error('boom');
      },
    ],
    ['a rejection', () => Promise.reject(new Error('boom'))],
  ])('turns %s into unscored with its reason', async (_, answer) => {
    const scores = await makeScorer(spec, giving(answer), {})(subject);
    expect(scores).toEqual([
      { kind: 'unscored', scorer: 'mine', reason: 'The scorer threw: boom' },
    ]);
  });

  it('has no opinion without opinions', async () => {
    expect(
      await makeScorer(
        spec,
        giving(() => []),
        {},
      )(subject),
    ).toMatchObject([{ kind: 'unscored' }]);
  });

  it('says which port is missing, and does not call the scorer', async () => {
    const definition = {
      ...giving(() => ({ kind: 'scored', value: 1 })),
      needs: ['complete'] as const,
    };
    expect(await makeScorer(spec, definition, {})(subject)).toEqual([
      {
        kind: 'unscored',
        scorer: 'mine',
        reason: 'test needs complete, which is not available here',
      },
    ]);
  });

  it('begins its time limit only where the answer is not there at once', async () => {
    const begun: string[] = [];
    const late = new AbortController();
    const limit = (name: string) => (): AbortSignal => {
      begun.push(name);
      return late.signal;
    };
    const quick = makeScorer(
      spec,
      giving(() => ({ kind: 'scored', value: 1 })),
      {},
    );
    const never = makeScorer(
      spec,
      giving(() => new Promise<never>(() => undefined)),
      {},
    );
    expect(await quick(subject, { limit: limit('quick') })).toMatchObject([{ value: 1 }]);
    const waiting = never(subject, { limit: limit('never') });
    late.abort();
    expect(await waiting).toMatchObject([
      { kind: 'unscored', reason: expect.stringContaining('stopped before it answered') },
    ]);
    expect(begun).toEqual(['never']);
  });

  it('stops waiting when its time is up, and hands the signal on', async () => {
    const stop = new AbortController();
    const seen: (AbortSignal | undefined)[] = [];
    const definition = giving((_, __, { signal }) => {
      seen.push(signal);
      return new Promise(() => {});
    });
    const waiting = makeScorer(spec, definition, {})(subject, { signal: stop.signal });
    stop.abort();
    expect(await waiting).toMatchObject([
      { kind: 'unscored', reason: expect.stringContaining('stopped before it answered') },
    ]);
    expect(seen).toEqual([stop.signal]);
  });
});
