import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { h, type ComponentChild } from 'preact';

import type { Point } from '../history/build-history.ts';
import { isBreak } from '../history/tell-changes.ts';

const [width, height, inset] = [96, 26, 3];

/** The last thirty rates of a series as a small curve with a gap at every break; the table beside it says the numbers. */
export function sparkline(points: readonly Point[]): ComponentChild {
  const shown = points
    .slice(-30)
    .flatMap((point) =>
      point.score?.mean === undefined
        ? []
        : [{ mean: point.score.mean, cut: isBreak(point.changes) }],
    );
  const means = shown.map((one) => one.mean);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const pad = Math.max(0.01, (high - low) * 0.1);
  const x = scaleLinear([0, Math.max(1, shown.length - 1)], [inset, width - inset]);
  const y = scaleLinear([low - pad, high + pad], [height - inset, inset]);
  const draw = line<{ readonly mean: number; readonly at: number }>()
    .x(({ at }) => round(x(at)))
    .y(({ mean }) => round(y(mean)));
  const last = shown.at(-1);
  return h(
    'svg',
    { class: 'spark', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    runsBetweenBreaks(shown).map((part) => h('path', { class: 'line', d: draw(part) ?? '' })),
    last === undefined
      ? null
      : h('circle', {
          class: 'dot',
          r: 2.5,
          cx: round(x(shown.length - 1)),
          cy: round(y(last.mean)),
        }),
  );
}

function runsBetweenBreaks(
  shown: readonly { readonly mean: number; readonly cut: boolean }[],
): { readonly mean: number; readonly at: number }[][] {
  const parts: { mean: number; at: number }[][] = [];
  for (const [at, { mean, cut }] of shown.entries()) {
    if (cut || parts.length === 0) parts.push([]);
    parts.at(-1)?.push({ mean, at });
  }
  return parts;
}

/** One decimal is enough for a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
