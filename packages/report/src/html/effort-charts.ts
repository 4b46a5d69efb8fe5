import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { h, type ComponentChild } from 'preact';

import type { Point } from '../history/build-history.ts';
import type { MeasuredSeries } from '../history/measure-all.ts';
import { momentText } from '../history/time.ts';
import { duration, usd } from '../numbers.ts';
import { dataTable } from './data-table.ts';
import { round } from './sparkline.ts';
import { name, others } from './words.ts';

const width = 400;
const height = 112;
const edge = { left: 52, right: 12, top: 8, bottom: 14 };

/** Cost and latency of every target over its runs, where there are at least three. */
export function effortCharts(set: readonly MeasuredSeries[]): ComponentChild {
  const figures = set.flatMap(({ series }) => [
    ...costFigure(series.target, series.points),
    ...latencyFigure(series.target, series.points),
  ]);
  return figures.length === 0 ? null : h('div', { class: 'charts' }, figures);
}

function costFigure(target: string, points: readonly Point[]): ComponentChild[] {
  const known = points.flatMap(({ run, cell }) =>
    cell.cost === undefined ? [] : [{ at: run.at, cost: cell.cost }],
  );
  if (known.length < 3 || known.every(({ cost }) => cost === 0)) return [];
  const label = `Cost of ${others(target)} over ${known.length} runs`;
  return [
    figure(
      [name(target), h('span', { class: 'soft' }, 'cost a run')],
      [
        lines([known.map(({ cost }) => cost)], usd, label),
        dataTable({
          titles: ['Run', 'Cost'],
          right: [1],
          rows: known.slice(-60).map(({ at, cost }) => [momentText(at), usd(cost)]),
        }),
      ],
    ),
  ];
}

function latencyFigure(target: string, points: readonly Point[]): ComponentChild[] {
  const known = points.flatMap(({ run, cell: { latency } }) =>
    latency === undefined ? [] : [{ at: run.at, ...latency }],
  );
  if (known.length < 3 || known.every(({ p95 }) => p95 < 5)) return [];
  const label = `Latency of ${others(target)} over ${known.length} runs: p50, p95 and p99`;
  const curves = [
    known.map(({ p50 }) => p50),
    known.map(({ p95 }) => p95),
    known.map(({ p99 }) => p99),
  ];
  return [
    figure(
      [name(target), h('span', { class: 'soft' }, 'latency: p50, p95, p99 from below')],
      [
        lines(curves, duration, label),
        dataTable({
          titles: ['Run', 'p50', 'p95', 'p99'],
          right: [1, 2, 3],
          rows: known
            .slice(-60)
            .map(({ at, p50, p95, p99 }) => [momentText(at), ...[p50, p95, p99].map(duration)]),
        }),
      ],
    ),
  ];
}

function figure(
  caption: readonly ComponentChild[],
  rest: readonly ComponentChild[],
): ComponentChild {
  return h('figure', null, h('figcaption', null, caption), rest);
}

/** Curves from 0 up, one step a run. */
function lines(
  curves: readonly (readonly number[])[],
  word: (value: number) => string,
  label: string,
): ComponentChild {
  const steps = Math.max(...curves.map((curve) => curve.length)) - 1;
  const x = scaleLinear([0, Math.max(1, steps)], [edge.left, width - edge.right]);
  const y = scaleLinear([0, Math.max(...curves.flat())], [height - edge.bottom, edge.top]).nice(3);
  const draw = line<number>()
    .x((_, at) => round(x(at)))
    .y((value) => round(y(value)));
  const classes = ['line', 'line second', 'line third'];
  return h(
    'svg',
    { class: 'trend', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    y
      .ticks(3)
      .map((value) => [
        h('path', { class: 'grid', d: `M${edge.left} ${round(y(value))}H${width - edge.right}` }),
        h('text', { x: edge.left - 6, y: round(y(value)) + 4, 'text-anchor': 'end' }, word(value)),
      ]),
    curves.map((curve, at) =>
      h('path', { class: classes[at] ?? 'line', d: draw([...curve]) ?? '' }),
    ),
  );
}
