import { charactersOf, widthOf } from './width.ts';

const plain = /^[\x20-\x7e]*$/;

/** Cuts a cleaned text to a number of columns; what is cut ends in `…`. */
export function cut(text: string, width: number): string {
  if (text.length <= width && plain.test(text)) return text;
  if (text.length <= width * 4 && widthOf(text) <= width) return text;
  return `${headOf(text, Math.max(0, width - 1))}…`;
}

/** As many whole characters of a text as fit into the columns. */
export function headOf(text: string, width: number): string {
  const start = text.slice(0, width * 4 + 64);
  if (plain.test(start)) return start.slice(0, width);
  let used = 0;
  let head = '';
  for (const character of charactersOf(start)) {
    used += widthOf(character);
    if (used > width || head.length > width * 4) return head;
    head += character;
  }
  return head;
}
