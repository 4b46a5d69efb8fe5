import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { measureOrderSwap, type SwappedVerdicts } from './order-swap.ts';

interface Setting {
  readonly judge: string;
  readonly prompting: string;
  readonly human: string;
  readonly judge_order1: string;
  readonly judge_order2: string;
  readonly published: {
    readonly correct_order1: number;
    readonly correct_order2: number;
    readonly correct_both: number;
    readonly orders_agree: number;
    readonly kappa_agreement: number;
  };
  readonly recomputed_kappa: Readonly<
    Record<'human_vs_order1' | 'human_vs_order2' | 'order1_vs_order2', number>
  >;
}

const file = join(import.meta.dirname, '../../../../evals/judge-order-swap/recorded.jsonl');
const settings = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Setting => JSON.parse(line));

const verdictOf = (letter: string | undefined): SwappedVerdicts['shown'] => {
  if (letter === '1') return 'first';
  return letter === '2' ? 'second' : undefined;
};

function pairsOf(setting: Setting): SwappedVerdicts[] {
  return Array.from(setting.human, (human, at) => ({
    human: human === '1' ? 'first' : 'second',
    shown: verdictOf(setting.judge_order1[at]),
    swapped: verdictOf(setting.judge_order2[at]),
  }));
}

// princeton-nlp/LLMBar @ 900616bf: verdicts of 65 judge settings in both orders, with the source's own counts
describe('judges that see 100 pairs in both orders', () => {
  test('are all there', () => {
    expect(settings.length).toBe(65);
  });

  test.each(settings)('$judge $prompting: the published counts', (setting) => {
    const { correct_order1, correct_order2, correct_both, orders_agree } = setting.published;
    expect(measureOrderSwap(pairsOf(setting))).toMatchObject({
      pairs: 100,
      correctShown: correct_order1,
      correctSwapped: correct_order2,
      correctBoth: correct_both,
      agree: orders_agree,
    });
  });

  test.each(settings)('$judge $prompting: the published kappa of the two orders', (setting) => {
    // the source counts an unreadable verdict as one for the second answer
    const pairs = pairsOf(setting).map((pair): SwappedVerdicts => ({
      human: pair.human,
      shown: pair.shown ?? 'second',
      swapped: pair.swapped ?? 'second',
    }));
    const kappa = measureOrderSwap(pairs)?.kappa?.value;
    expect(kappa).toBeCloseTo(setting.published.kappa_agreement, 12);
  });

  test.each(settings)(
    '$judge $prompting: kappas with unreadable verdicts of their own',
    (setting) => {
      const swap = measureOrderSwap(pairsOf(setting));
      expect(swap?.kappa?.value).toBeCloseTo(setting.recomputed_kappa.order1_vs_order2, 6);
      expect(swap?.humanKappaShown?.value).toBeCloseTo(setting.recomputed_kappa.human_vs_order1, 6);
      expect(swap?.humanKappaSwapped?.value).toBeCloseTo(
        setting.recomputed_kappa.human_vs_order2,
        6,
      );
    },
  );
});

describe('position bias', () => {
  const always = (shown: 'first' | 'second', swapped: 'first' | 'second'): SwappedVerdicts[] =>
    Array.from({ length: 10 }, () => ({ human: 'first', shown, swapped }));

  test('is 1 for a judge that always takes what it sees first, −1 for the other kind', () => {
    expect(measureOrderSwap(always('first', 'second'))).toMatchObject({
      positionBias: 1,
      consistency: 0,
    });
    expect(measureOrderSwap(always('second', 'first'))?.positionBias).toBe(-1);
  });

  test('is 0 for a judge that does not look at the order', () => {
    expect(measureOrderSwap(always('first', 'first'))).toMatchObject({
      positionBias: 0,
      consistency: 1,
    });
  });

  test('counts unreadable verdicts and takes nothing from them', () => {
    const pairs: SwappedVerdicts[] = [
      { human: 'first', shown: undefined, swapped: undefined },
      { human: 'first', shown: 'first', swapped: 'first' },
    ];
    expect(measureOrderSwap(pairs)).toMatchObject({
      unreadable: 2,
      agree: 2,
      consistency: 0.5,
      positionBias: 0,
    });
    expect(measureOrderSwap([])).toBeUndefined();
  });
});
