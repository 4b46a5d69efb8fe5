import { defuseCommands } from './defuse-commands.ts';
import { makeVisible } from './visible.ts';
import { wrap } from './wrap.ts';

/** How wide the terminal is, where the text stands in it, and how many lines may be shown. */
export interface TerminalSpace {
  readonly width: number;
  /** Columns before every line but the first; at least one, so that no line can pass as ours. */
  readonly indent?: number;
  /** Lines that are shown; what is left out is counted. */
  readonly lines?: number;
}

/** Text of many lines that is safe on a terminal: controls visible, wrapped, later lines indented. */
export function forTerminal(text: string, space: TerminalSpace): string {
  const indent = Math.max(1, space.indent ?? 2);
  const columns = Math.max(10, space.width - indent - 1);
  const limit = space.lines ?? 200;
  const clean = makeVisible(text.slice(0, limit * columns * 8)).replaceAll('\t', '    ');
  const lines = clean.split('\n').flatMap((line) => wrap(line, columns));
  const shown = lines.slice(0, limit).map(defuseCommands);
  const left = lines.length - shown.length;
  const more = left > 0 || text.length > limit * columns * 8 ? ['… and more'] : [];
  return [...shown, ...more].join(`\n${' '.repeat(indent)}`).replace(/ +$/gm, '');
}
