import { count, counted, usd } from '../numbers.ts';
import type { Canvas } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** What the response cache holds. */
export interface CacheView {
  readonly answers: number;
  readonly bytes: number;
  readonly hits: number;
  readonly savedUsd: number;
  readonly bad: number;
  /** ISO date-times. */
  readonly oldest?: string;
  readonly newest?: string;
}

/** The cache on a terminal: what it holds, what it saved. */
export function renderCacheStats(view: CacheView, { width, paint }: Canvas): string {
  if (view.answers === 0 && view.hits === 0) {
    return stack([
      layOut('The cache is empty: answers of model targets are kept as they come', { width }),
    ]);
  }
  const since = view.oldest === undefined ? '' : ` since ${view.oldest.slice(0, 10)}`;
  const bad =
    view.bad === 0
      ? ''
      : ` · ${count(view.bad)} bad ${view.bad === 1 ? 'entry' : 'entries'} treated as a miss`;
  return stack([
    [
      ...layOut(`${counted(view.answers, 'answer')}${since}, ${(view.bytes / 1e6).toFixed(1)} MB`, {
        width,
        colour: paint.bold,
      }),
      ...layOut(`Taken from it ${count(view.hits)} times, ${tellSaved(view)}${bad}`, { width }),
    ],
  ]);
}

/** Answers whose price nobody knows save nothing that could be told. */
function tellSaved({ hits, savedUsd }: CacheView): string {
  return hits > 0 && savedUsd === 0 ? 'what that saved is unknown' : `${usd(savedUsd)} saved`;
}
