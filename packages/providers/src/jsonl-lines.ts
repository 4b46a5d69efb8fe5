import { createReadStream } from 'node:fs';

/** One line of a file: its bytes, without the end of line, where they begin, and its number from 1. */
export interface JsonlLine {
  readonly bytes: Buffer;
  readonly from: number;
  readonly number: number;
}

const newline = 0x0a;

/** The lines of a file, split at byte 0x0A only: JSON text may hold U+2028 and U+2029. */
export async function* jsonlLines(path: string): AsyncGenerator<readonly JsonlLine[]> {
  let rest: Buffer[] = [];
  let number = 0;
  let from = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes: Buffer = chunk;
    const lines: JsonlLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      const part = bytes.subarray(start, end);
      number += 1;
      const line = rest.length === 0 ? part : Buffer.concat([...rest, part]);
      lines.push({ bytes: line, from, number });
      from += line.length + 1;
      rest = [];
      start = end + 1;
    }
    if (start < bytes.length) rest.push(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [{ bytes: Buffer.concat(rest), from, number: number + 1 }];
}
