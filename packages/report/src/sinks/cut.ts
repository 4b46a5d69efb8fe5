import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const plain = /^[\x20-\x7e]*$/;

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text);
}

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
  for (const { segment } of segmenter.segment(start)) {
    used += stringWidth(segment);
    if (used > width || head.length > width * 4) return head;
    head += segment;
  }
  return head;
}
