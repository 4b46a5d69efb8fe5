import { cut } from './cut.ts';
import { makeVisibleLine } from './visible.ts';

/** Cleans a text into one line, then cuts it; of a long text only as much is cleaned as could be shown. */
export function cutClean(text: string, width: number): string {
  return cut(makeVisibleLine(text.slice(0, width * 8 + 64)), width);
}
