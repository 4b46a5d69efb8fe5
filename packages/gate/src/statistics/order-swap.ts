import { cohenKappa, type Kappa } from './kappa.ts';

/** One pair of answers, judged in both orders; a verdict names the better answer, and is left out where it was unreadable. */
export interface SwappedVerdicts {
  readonly human: 'first' | 'second';
  readonly shown: 'first' | 'second' | undefined;
  /** The verdict with the answers exchanged, told in the places of the original order. */
  readonly swapped: 'first' | 'second' | undefined;
}

/** How a pairwise judge stands to the order in which it sees the answers. */
export interface OrderSwap {
  readonly pairs: number;
  /** Verdicts as people gave them; an unreadable one is not correct. */
  readonly correctShown: number;
  readonly correctSwapped: number;
  readonly correctBoth: number;
  /** Pairs on which both orders gave the same verdict, two unreadable ones included. */
  readonly agree: number;
  /** Share of the pairs on which both orders gave the same readable verdict. */
  readonly consistency: number;
  /**
   * Position bias, from −1 to 1: of the readable verdicts in both orders, the share that names the answer shown first
   * minus the share that names the one shown last. 0 is none.
   */
  readonly positionBias: number;
  readonly unreadable: number;
  /** Agreement of the two orders beyond chance; an unreadable verdict is a verdict of its own. */
  readonly kappa?: Kappa;
  readonly humanKappaShown?: Kappa;
  readonly humanKappaSwapped?: Kappa;
}

type Verdict = SwappedVerdicts['shown'];

/** Measures a pairwise judge on pairs that it saw in both orders. `undefined` of no pairs. */
export function measureOrderSwap(pairs: readonly SwappedVerdicts[]): OrderSwap | undefined {
  if (pairs.length === 0) return undefined;
  const correctShown = pairs.filter((pair) => pair.shown === pair.human).length;
  const correctSwapped = pairs.filter((pair) => pair.swapped === pair.human).length;
  const agree = pairs.filter((pair) => pair.shown === pair.swapped);
  const readable = agree.filter((pair) => pair.shown !== undefined);
  const kappa = kappaOf(pairs.map((pair) => [pair.shown, pair.swapped]));
  const humanKappaShown = kappaOf(pairs.map((pair) => [pair.shown, pair.human]));
  const humanKappaSwapped = kappaOf(pairs.map((pair) => [pair.swapped, pair.human]));
  return {
    pairs: pairs.length,
    correctShown,
    correctSwapped,
    correctBoth: agree.filter((pair) => pair.shown === pair.human).length,
    agree: agree.length,
    consistency: readable.length / pairs.length,
    ...positions(pairs),
    ...(kappa === undefined ? {} : { kappa }),
    ...(humanKappaShown === undefined ? {} : { humanKappaShown }),
    ...(humanKappaSwapped === undefined ? {} : { humanKappaSwapped }),
  };
}

function positions(
  pairs: readonly SwappedVerdicts[],
): Pick<OrderSwap, 'positionBias' | 'unreadable'> {
  // in the exchanged order the answer shown first is the second one of the original order
  const verdicts = pairs.flatMap(({ shown, swapped }) => [
    placeOf(shown, 'first'),
    placeOf(swapped, 'second'),
  ]);
  const readable = verdicts.filter((place) => place !== undefined);
  const first = readable.filter((place) => place === 'shown first').length;
  return {
    positionBias: readable.length === 0 ? 0 : (2 * first) / readable.length - 1,
    unreadable: verdicts.length - readable.length,
  };
}

function placeOf(verdict: Verdict, shownFirst: Verdict): string | undefined {
  if (verdict === undefined) return undefined;
  return verdict === shownFirst ? 'shown first' : 'shown last';
}

const kinds: readonly Verdict[] = ['first', 'second', undefined];

function kappaOf(verdicts: readonly (readonly [Verdict, Verdict])[]): Kappa | undefined {
  const table = kinds.map((row) =>
    kinds.map((column) => verdicts.filter(([a, b]) => a === row && b === column).length),
  );
  return cohenKappa(table);
}
