import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { h, type ComponentChild } from 'preact';

import type { ScorerFacts } from '../history/run-facts.ts';
import { percent } from '../numbers.ts';
import { round } from './sparkline.ts';
import { others } from './words.ts';

const width = 720;
const row = 24;
const edge = { right: 64, top: 18 };

/** One line of the chart. */
export interface IntervalRow {
  readonly label: string;
  readonly score: ScorerFacts;
}

/** Rates with their intervals, one under the other on one scale. */
export function intervalRows(rows: readonly IntervalRow[], label: string): ComponentChild {
  const known = rows.flatMap(({ label: text, score }) =>
    score.mean === undefined ? [] : [{ text, mean: score.mean, low: score.low, high: score.high }],
  );
  const { left, x } = placeRows(known);
  const bottom = edge.top + known.length * row;
  return h(
    'svg',
    { class: 'rows', viewBox: `0 0 ${width} ${bottom + 4}`, role: 'img', 'aria-label': label },
    x
      .ticks(6)
      .map((share) => [
        h('path', { class: 'grid', d: `M${round(x(share))} ${edge.top - 2}V${bottom}` }),
        h(
          'text',
          { x: round(x(share)), y: 11, 'text-anchor': 'middle' },
          `${Math.round(share * 100)}%`,
        ),
      ]),
    known.map(({ text, mean, low: from, high: to }, at) => {
      const y = edge.top + at * row + row / 2;
      return [
        h(
          'text',
          { class: 'row-text', x: left - 12, y: y + 4, 'text-anchor': 'end' },
          others(text, 34),
        ),
        h('path', { class: 'whisker wide-whisker', d: `M${round(x(from))} ${y}H${round(x(to))}` }),
        h('circle', { class: 'dot', r: 4, cx: round(x(mean)), cy: y }),
        h('text', { class: 'now-text', x: width - edge.right + 10, y: y + 4 }, percent(mean)),
      ];
    }),
  );
}

/** Where the labels end, and the scale to their right. */
function placeRows(
  known: readonly { readonly text: string; readonly low: number; readonly high: number }[],
): { readonly left: number; readonly x: ScaleLinear<number, number> } {
  const low = Math.min(...known.map((one) => one.low));
  const high = Math.max(...known.map((one) => one.high));
  const longest = Math.max(...known.map(({ text }) => Math.min(34, text.length)));
  const left = 16 + longest * 6.6;
  const domain = [Math.max(0, low - 0.02), Math.min(1, high + 0.02)];
  return { left, x: scaleLinear(domain, [left, width - edge.right]) };
}
