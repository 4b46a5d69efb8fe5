import type { ScaleLinear } from 'd3-scale';
import { h, type ComponentChild } from 'preact';

import { dayText } from '../history/time.ts';

/** The first and the last day below a chart; times of the day where both are one. */
export function axisDays(
  spots: readonly { readonly at: number; readonly iso: string }[],
  { x, y }: { readonly x: ScaleLinear<number, number>; readonly y: number },
): ComponentChild[] {
  const [first, last] = [spots[0], spots.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [left = 0, right = 0] = x.range();
  if (first === last) return [h('text', { x: left, y }, dayText(first.iso))];
  const sameDay = first.iso.slice(0, 10) === last.iso.slice(0, 10);
  const text = (iso: string): string => (sameDay ? iso.slice(11, 16) : dayText(iso));
  return [
    h(
      'text',
      { x: left, y },
      sameDay ? `${dayText(first.iso)}, ${text(first.iso)}` : text(first.iso),
    ),
    h('text', { x: right, y, 'text-anchor': 'end' }, text(last.iso)),
  ];
}
