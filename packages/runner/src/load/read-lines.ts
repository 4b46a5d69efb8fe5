import type { FilePart } from './file-source.ts';
import { decodeText } from './read-file.ts';

/** One line of a file, with its number from 1 and its bytes. */
export interface Line extends FilePart {
  readonly text: string;
  readonly number: number;
}

const feed = 0x0a;

/**
 * The lines of a file as they come, split at byte 0x0A and nowhere else: model outputs hold U+2028.
 * A byte order mark is skipped. Throws `EncodingTrouble`.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let number = 1;
  let from = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(feed); end !== -1; end = chunk.indexOf(feed, start)) {
      const line = toLine([...parts, chunk.subarray(start, end)], number, from);
      yield line;
      from += line.bytes + 1;
      parts = [];
      number += 1;
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (parts.length > 0) yield toLine(parts, number, from);
}

function toLine(parts: readonly Uint8Array[], number: number, from: number): Line {
  const [only] = parts;
  const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  const text = decodeText(bytes, number);
  const isMarked = number === 1 && text.startsWith('\u{FEFF}');
  return { text: isMarked ? text.slice(1) : text, number, from, bytes: bytes.length };
}
