import { cut } from './cut.ts';
import { defuseCommands } from './defuse-commands.ts';
import { makeVisibleLine } from './visible.ts';

/** Text that is safe inside one line of a terminal or a log, at most `width` columns wide. */
export function forLine(text: string, options: { readonly width?: number } = {}): string {
  return defuseCommands(cut(makeVisibleLine(text.slice(0, enough)), options.width ?? 200));
}

const enough = 20_000; // more than any line shows; cleaning megabytes for it would be waste
