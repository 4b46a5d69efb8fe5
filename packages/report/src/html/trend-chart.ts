import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { h, type ComponentChild } from 'preact';

import type { Point } from '../history/build-history.ts';
import { isBreak } from '../history/tell-changes.ts';
import { momentOf } from '../history/time.ts';
import { percent } from '../numbers.ts';
import { axisDays } from './axis-days.ts';
import { markLetter } from './marks.ts';
import { releaseMarks } from './release-marks.ts';
import { round } from './sparkline.ts';
import { others } from './words.ts';

const width = 400;
const height = 176;
const edge = { left: 38, right: 46, top: 18, bottom: 22 };

/** Something that happened outside the runs. */
export interface TrendEvent {
  /** ISO date. */
  readonly at: string;
  readonly label: string;
  /** A release stands as a line with its name; left out: an incident. */
  readonly kind?: 'release';
}

/** One measured point of a trend. */
interface Spot {
  readonly at: number;
  readonly iso: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly point: Point;
}

interface Scales {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** The rate over time with its interval band; marks say what was changed, a gap says that rulers differ. */
export function trendChart(
  points: readonly Point[],
  label: string,
  events: readonly TrendEvent[] = [],
): ComponentChild {
  const spots = points.flatMap(toSpot);
  const scales = makeScales(spots);
  const last = spots.at(-1);
  return h(
    'svg',
    { class: 'trend', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    grid(scales),
    axisDays(spots, { x: scales.x, y: height - 6 }),
    marks(spots, scales),
    releaseMarks(events, { x: scales.x, top: edge.top - 4, bottom: height - edge.bottom }),
    events.map((event) => eventMark(event, scales)),
    unbroken(spots).map((part) => curve(part, scales)),
    spots.filter((spot) => isTold(spot, spots)).map((spot) => dot(spot, scales)),
    last === undefined
      ? null
      : h(
          'text',
          { class: 'now-text', x: width - edge.right + 7, y: round(scales.y(last.mean)) + 4 },
          percent(last.mean).replace(' %', '%'),
        ),
  );
}

function toSpot(point: Point): Spot[] {
  const { score, run } = point;
  if (score?.mean === undefined) return [];
  return [
    {
      at: momentOf(run.at),
      iso: run.at,
      mean: score.mean,
      low: score.low,
      high: score.high,
      point,
    },
  ];
}

function makeScales(spots: readonly Spot[]): Scales {
  const times = spots.map((spot) => spot.at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const domain = last > first ? [first, last] : [first - 1, last + 1];
  const low = Math.min(...spots.map((spot) => spot.low));
  const high = Math.max(...spots.map((spot) => spot.high));
  const spare = Math.max(0, 0.12 - (high - low)) / 2;
  return {
    x: scaleLinear(domain, [edge.left, width - edge.right]),
    y: scaleLinear(
      [Math.max(0, low - spare), Math.min(1, high + spare)],
      [height - edge.bottom, edge.top],
    ).nice(4),
  };
}

function grid({ y }: Scales): ComponentChild[] {
  return y
    .ticks(4)
    .map((share) =>
      h(
        'g',
        null,
        h('path', { class: 'grid', d: `M${edge.left} ${round(y(share))}H${width - edge.right}` }),
        h(
          'text',
          { x: edge.left - 6, y: round(y(share)) + 4, 'text-anchor': 'end' },
          `${Math.round(share * 1000) / 10}%`,
        ),
      ),
    );
}

/** Points between two breaks stand on one line. */
function unbroken(spots: readonly Spot[]): Spot[][] {
  const parts: Spot[][] = [];
  for (const spot of spots) {
    if (parts.length === 0 || isBreak(spot.point.changes)) parts.push([]);
    parts.at(-1)?.push(spot);
  }
  return parts;
}

function curve(part: readonly Spot[], { x, y }: Scales): ComponentChild {
  const [only] = part;
  if (part.length === 1 && only !== undefined) {
    const at = round(x(only.at));
    return h('path', {
      class: 'whisker',
      d: `M${at} ${round(y(only.low))}V${round(y(only.high))}`,
    });
  }
  const band = area<Spot>()
    .x((spot) => round(x(spot.at)))
    .y0((spot) => round(y(spot.low)))
    .y1((spot) => round(y(spot.high)));
  const course = line<Spot>()
    .x((spot) => round(x(spot.at)))
    .y((spot) => round(y(spot.mean)));
  return [
    h('path', { class: 'band', d: band([...part]) ?? '' }),
    h('path', { class: 'line', d: course([...part]) ?? '' }),
  ];
}

/** Few points are all drawn; of many only those that the gate did not pass, and the last. */
function isTold(spot: Spot, spots: readonly Spot[]): boolean {
  const held = spot.point.run.verdict?.outcome;
  return spots.length <= 40 || spot === spots.at(-1) || (held !== undefined && held !== 'pass');
}

function dot(spot: Spot, { x, y }: Scales): ComponentChild {
  const verdict = spot.point.run.verdict?.outcome ?? '';
  return h('circle', {
    class: verdict === '' || verdict === 'pass' ? 'dot' : `dot ${verdict}`,
    r: 3,
    cx: round(x(spot.at)),
    cy: round(y(spot.mean)),
  });
}

/** A small triangle on the axis; nothing for what lies outside the course. */
function eventMark({ at, label, kind }: TrendEvent, { x }: Scales): ComponentChild {
  if (kind === 'release') return null;
  const moment = momentOf(at);
  const [first = 0, last = 0] = x.domain();
  if (moment < first || moment > last) return null;
  const y = height - edge.bottom;
  const shape = `M${round(x(moment)) - 5} ${y}h10l-5 -9z`;
  return h('path', { class: 'event', d: shape }, h('title', null, others(label)));
}

/** A letter over each change; letters that would touch the one before are left to the table. */
function marks(spots: readonly Spot[], { x }: Scales): ComponentChild[] {
  let free = -Infinity;
  const changed = spots.flatMap((spot): ComponentChild[] => {
    const first = spot.point.changes.find(({ kind }) => kind !== 'drift');
    if (first === undefined) return [];
    const at = round(x(spot.at));
    const kind = isBreak(spot.point.changes) ? 'mark break' : 'mark';
    const stroke = h('path', { class: kind, d: `M${at} ${edge.top - 4}V${height - edge.bottom}` });
    if (at < free) return [stroke];
    free = at + 12;
    return [stroke, letter(markLetter(first), at)];
  });
  return [...changed, ...driftMarks(spots, x)];
}

const letter = (text: string, at: number): ComponentChild =>
  h('text', { class: 'mark-text', x: at, y: edge.top - 7, 'text-anchor': 'middle' }, text);

/** Drift is no change of ours and may be in every run: small ticks with room between them, a letter over the widest. */
function driftMarks(spots: readonly Spot[], x: Scales['x']): ComponentChild[] {
  const drifts = spots.flatMap((spot) => {
    const drift = spot.point.changes.find((change) => change.kind === 'drift');
    const alone = drift !== undefined && spot.point.changes.length === 1;
    return alone ? [{ at: round(x(spot.at)), share: drift.flipped / drift.cases }] : [];
  });
  const [widest] = drifts.toSorted((a, b) => b.share - a.share);
  if (widest === undefined) return [];
  const ticks = new Map(drifts.map(({ at }) => [Math.round(at / 4), at]));
  const shape = [...ticks.values()].map((at) => `M${at} ${edge.top - 4}v7`).join('');
  return [h('path', { class: 'mark drift', d: shape }), letter('D', widest.at)];
}
