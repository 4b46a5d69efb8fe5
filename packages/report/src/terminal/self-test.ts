import { count, percent } from '../numbers.ts';
import { own, quote, say } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** How many trials of one kind ended as they must. */
export interface SelfTestCount {
  readonly right: number;
  readonly of: number;
  /** Exact, two-sided at 95 %. */
  readonly interval: { readonly low: number; readonly high: number };
}

/** What the gate made of its own trial. */
export interface SelfTestView {
  readonly caught: SelfTestCount;
  readonly passed: SelfTestCount;
  readonly sameSystem: SelfTestCount;
  readonly rows: readonly {
    readonly name: string;
    readonly runId: string;
    readonly outcome: string;
    readonly right: boolean;
  }[];
}

/** The gate's trial of itself on a terminal: what was caught, with its interval, then each slip. */
export function renderSelfTest(view: SelfTestView, canvas: Canvas): string {
  const counts = [
    layOutCount('seeded defects caught', view.caught, canvas),
    layOutCount('innocent changes passed', view.passed, canvas),
    layOutCount('pairs of trials of one system not called worse', view.sameSystem, canvas),
  ];
  const slips = view.rows.filter((row) => !row.right);
  return stack([
    counts.flat(),
    slips.flatMap(({ name, runId, outcome }) =>
      layOut(say`${quote(name)} on run ${runId} ended as ${own(outcome)}`, {
        width: canvas.width,
        mark: '✗',
        markColour: canvas.paint.red,
      }),
    ),
  ]);
}

function layOutCount(what: string, total: SelfTestCount, { width, paint }: Canvas): string[] {
  if (total.of === 0)
    return layOut(`${what}: nothing in this run to try it on`, { width, mark: '·' });
  const { low, high } = total.interval;
  const text = `${what}: ${count(total.right)} of ${count(total.of)} (95 %: ${percent(low)} … ${percent(high)})`;
  const right = total.right === total.of;
  return layOut(text, {
    width,
    mark: right ? '✓' : '✗',
    markColour: right ? paint.green : paint.red,
  });
}
