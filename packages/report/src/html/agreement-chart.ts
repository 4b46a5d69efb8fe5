import type { BoundedNumber } from '@pawl/core';
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { h, type ComponentChild } from 'preact';

import type { CalibrationFacts } from '../history/report-view.ts';
import { momentOf } from '../history/time.ts';
import { axisDays } from './axis-days.ts';
import { round } from './sparkline.ts';

const width = 400;
const height = 148;
const edge = { left: 38, right: 12, top: 10, bottom: 22 };

/** One measurement of one of the two numbers. */
interface Spot extends BoundedNumber {
  readonly at: number;
}

interface Scales {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** Agreement and kappa over time, each with the band of its interval, on one scale. */
export function agreementChart(points: readonly CalibrationFacts[], label: string): ComponentChild {
  const courses = [spotsOf(points, 'agreement'), spotsOf(points, 'kappa')];
  const scales = makeScales(courses.flat());
  const days = points.map(({ at }) => ({ at: momentOf(at), iso: at }));
  return h(
    'svg',
    { class: 'trend', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    scales.y.ticks(4).map((value) => gridLine(value, scales)),
    axisDays(days, { x: scales.x, y: height - 6 }),
    courses.map((course, at) => curve(course, scales, at === 0 ? '' : ' second')),
  );
}

function spotsOf(
  points: readonly CalibrationFacts[],
  measure: 'agreement' | 'kappa',
): readonly Spot[] {
  return points.flatMap((point) => {
    const number = point[measure];
    return number === undefined ? [] : [{ ...number, at: momentOf(point.at) }];
  });
}

function makeScales(spots: readonly Spot[]): Scales {
  const times = spots.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const low = Math.min(...spots.map((spot) => spot.low));
  const high = Math.max(...spots.map((spot) => spot.high));
  return {
    x: scaleLinear([first, Math.max(last, first + 1)], [edge.left, width - edge.right]),
    y: scaleLinear([low, high], [height - edge.bottom, edge.top]).nice(4),
  };
}

function gridLine(value: number, { y }: Scales): ComponentChild {
  const at = round(y(value));
  return h(
    'g',
    null,
    h('path', { class: 'grid', d: `M${edge.left} ${at}H${width - edge.right}` }),
    h('text', { x: edge.left - 6, y: at + 4, 'text-anchor': 'end' }, value.toFixed(2)),
  );
}

function curve(spots: readonly Spot[], { x, y }: Scales, kind: string): ComponentChild {
  const band = area<Spot>()
    .x(({ at }) => round(x(at)))
    .y0(({ low }) => round(y(low)))
    .y1(({ high }) => round(y(high)));
  const course = line<Spot>()
    .x(({ at }) => round(x(at)))
    .y(({ value }) => round(y(value)));
  return h(
    'g',
    null,
    h('path', { class: `band${kind}`, d: band([...spots]) ?? '' }),
    h('path', { class: `line${kind}`, d: course([...spots]) ?? '' }),
    spots.map((spot) =>
      h('circle', { class: `dot${kind}`, r: 3, cx: round(x(spot.at)), cy: round(y(spot.value)) }),
    ),
  );
}
