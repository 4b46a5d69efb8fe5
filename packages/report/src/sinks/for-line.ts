import { cutClean } from './cut-clean.ts';
import { defuseCommands } from './defuse-commands.ts';

/** Text that is safe inside one line of a terminal or a log, at most `width` columns wide. */
export function forLine(text: string, options: { readonly width?: number } = {}): string {
  return defuseCommands(cutClean(text, options.width ?? 200));
}
