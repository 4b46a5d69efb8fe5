import { createReadStream } from 'node:fs';

/** One line of a file: lines end at byte 0x0A and nowhere else. */
export interface Line {
  readonly text: string;
  /** Whether its newline was there. */
  readonly whole: boolean;
}

/** The lines of a file, one at a time; a line that is too long ends the reading with an error. */
export async function* readLines(path: string, mostBytes: number): AsyncGenerator<Line> {
  let pieces: Buffer[] = [];
  let held = 0;
  for await (const chunk of readChunks(path)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end));
      yield { text: Buffer.concat(pieces).toString('utf8'), whole: true };
      pieces = [];
      held = 0;
      start = end + 1;
    }
    pieces.push(chunk.subarray(start));
    held += chunk.length - start;
    if (held > mostBytes) throw new RangeError(`A line is longer than ${mostBytes} bytes`);
  }
  if (held > 0) yield { text: Buffer.concat(pieces).toString('utf8'), whole: false };
}

async function* readChunks(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    yield Buffer.from(chunk);
  }
}
