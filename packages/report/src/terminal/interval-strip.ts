import type { ShareInterval } from '@pawl/core';

/** The interval drawn on the scale from 0 to 1, the estimate as a dot: `····━━●━━······`. */
export function drawInterval(interval: ShareInterval, mid: number, columns: number): string {
  const place = (share: number) => Math.min(columns - 1, Math.max(0, Math.floor(share * columns)));
  const [low, high, dot] = [place(interval.low), place(interval.high), place(mid)];
  return Array.from({ length: columns }, (_, at) => {
    if (at === dot) return '●';
    return at >= low && at <= high ? '━' : '·';
  }).join('');
}

/** A row of numbers from 0 to 1 as a small curve: `▂▃▅▇`; a gap where there is none. */
export function drawSparkline(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  return values.map((value) => (value === undefined ? ' ' : drawBar(value - low, range))).join('');
}

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

function drawBar(height: number, range: number): string {
  const at = range === 0 ? 3 : Math.round((height / range) * (bars.length - 1));
  return bars[at] ?? '▁';
}
