import type { LineCounter } from 'yaml';

import { toPlace } from './parsed-text.ts';
import type { Problem } from './problem.ts';

/** Control characters below the space, other than tab, line feed and carriage return. */
const control = /[^\P{Cc}\t\n\r\u{7F}-\u{9F}]/u;

/** A control character has no place in a definition; the problem names the first one. */
export function checkText(text: string, file: string, lines: LineCounter): Problem | undefined {
  const found = control.exec(text);
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return {
    code: 'control-character',
    place: toPlace(file, lines, found.index),
    message: `Control character U+${code} in the text`,
    hint: 'Remove it, or write it as an escape in a quoted text.',
    severity: 'error',
  };
}

/** The text without a byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\u{FEFF}') ? text.slice(1) : text;
}

/** Registers where each line of a text begins. */
export function countLines(text: string, lines: LineCounter): void {
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
    lines.addNewLine(at + 1);
}
