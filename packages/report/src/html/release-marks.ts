import type { ScaleLinear } from 'd3-scale';
import { h, type ComponentChild } from 'preact';

import { momentOf } from '../history/time.ts';
import { round } from './sparkline.ts';
import type { TrendEvent } from './trend-chart.ts';
import { others } from './words.ts';

/** Where the lines of releases stand. */
interface Room {
  readonly x: ScaleLinear<number, number>;
  readonly top: number;
  readonly bottom: number;
}

/** Longest name that is written beside its line. */
const longest = 22;

/** A line at each release inside the course, with its name where there is room for it; the table has every name. */
export function releaseMarks(events: readonly TrendEvent[], room: Room): ComponentChild[] {
  const [first = 0, last = 0] = room.x.domain();
  const inside = events.filter(({ kind, at }) => {
    const moment = momentOf(at);
    return kind === 'release' && moment >= first && moment <= last;
  });
  let free = -Infinity;
  return inside.map(({ at, label }) => {
    const place = round(room.x(momentOf(at)));
    const text = others(label, longest);
    const start = placeText(place, text.length * 5.6, room.x.range());
    const shown = start >= free;
    if (shown) free = start + text.length * 5.6 + 8;
    return h(
      'g',
      null,
      h(
        'path',
        { class: 'release', d: `M${place} ${room.top}V${room.bottom}` },
        h('title', null, others(label)),
      ),
      shown
        ? h('text', { class: 'mark-text release-text', x: start, y: room.bottom - 5 }, text)
        : null,
    );
  });
}

/** Right of its line, or left of it near the right edge. */
function placeText(place: number, width: number, [, right = 0]: readonly number[]): number {
  return place + 4 + width <= right ? place + 4 : place - 4 - width;
}
