import { headOf } from './cut.ts';
import { widthOf } from './width.ts';

/** Breaks one line at its blanks into lines of at most `width` columns; longer words are broken too. */
export function wrap(line: string, width: number): string[] {
  if (line.length <= width * 4 && widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<= )/)) {
    const grown = (current + word).trimEnd();
    if (grown.length <= width * 4 && widthOf(grown) <= width) {
      current += word;
      continue;
    }
    if (current !== '') lines.push(current.trimEnd());
    current = breakWord(word, width, lines);
  }
  return current === '' ? lines : [...lines, current.trimEnd()];
}

function breakWord(word: string, width: number, lines: string[]): string {
  let rest = word;
  while (true) {
    const head = headOf(rest, width) || String.fromCodePoint(rest.codePointAt(0) ?? 32);
    if (head.length >= rest.trimEnd().length) return rest;
    lines.push(head);
    rest = rest.slice(head.length);
  }
}
