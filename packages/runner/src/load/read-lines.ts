import type { FilePart } from './file-source.ts';
import { decodeText } from './read-file.ts';

/** One line of a file, with its number from 1 and its bytes. */
export interface Line extends FilePart {
  readonly text: string;
  readonly number: number;
}

const feed = 0x0a;

/**
 * The lines of a file as its pieces come, split at byte 0x0A and nowhere else: model outputs hold U+2028.
 * A byte order mark is skipped. Throws `EncodingTrouble`, after the lines before it.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) yield* splitter.take(chunk);
  yield* splitter.end();
}

/** Keeps the beginning of a line whose end is still to come. */
class LineSplitter {
  #parts: Uint8Array[] = [];
  #number = 1;
  #from = 0;

  /** At most one list of lines. */
  *take(chunk: Uint8Array): Generator<readonly Line[]> {
    const lines: Line[] = [];
    let start = 0;
    try {
      for (let end = chunk.indexOf(feed); end !== -1; end = chunk.indexOf(feed, start)) {
        this.#parts.push(chunk.subarray(start, end));
        lines.push(this.#next());
        start = end + 1;
      }
    } catch (error) {
      yield lines;
      throw error;
    }
    if (start < chunk.length) this.#parts.push(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }

  /** The last line, where no line feed ends it. */
  *end(): Generator<readonly Line[]> {
    if (this.#parts.length > 0) yield [this.#next()];
  }

  #next(): Line {
    const line = toLine(this.#parts, this.#number, this.#from);
    this.#parts = [];
    this.#number += 1;
    this.#from += line.bytes + 1;
    return line;
  }
}

function toLine(parts: readonly Uint8Array[], number: number, from: number): Line {
  const [only] = parts;
  const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  const text = decodeText(bytes, number);
  const isMarked = number === 1 && text.startsWith('\u{FEFF}');
  return { text: isMarked ? text.slice(1) : text, number, from, bytes: bytes.length };
}
