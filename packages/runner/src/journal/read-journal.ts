import type { RunEvent } from '@pawl/core';

import type { Disk } from '../files/disk.ts';
import { decodeLine } from './journal-line.ts';

/** What a journal's reader meets, in order. */
export type JournalEntry =
  | { readonly kind: 'event'; readonly event: RunEvent; readonly line: number }
  /** The last line was cut short: everything from byte `from` on is to be dropped. */
  | { readonly kind: 'torn'; readonly from: number; readonly line: number; readonly bytes: number }
  /** A line that other lines follow is damaged: nothing may be concluded from this journal. */
  | { readonly kind: 'corrupt'; readonly line: number };

/** Reads a journal as a stream; lines end at byte 0x0A and nowhere else. */
export async function* readJournal(path: string, disk: Disk): AsyncGenerator<JournalEntry> {
  let bad: { readonly from: number; readonly line: number } | undefined;
  let end = 0;
  for await (const { text, from, line, whole, bytes } of readLines(disk.read(path))) {
    end = from + bytes;
    if (bad !== undefined) {
      yield { kind: 'corrupt', line: bad.line };
      return;
    }
    const event = whole ? decodeLine(text) : undefined;
    if (event === undefined) bad = { from, line };
    else yield { kind: 'event', event, line };
  }
  if (bad !== undefined) yield { kind: 'torn', ...bad, bytes: end - bad.from };
}

interface Line {
  readonly text: string;
  readonly line: number;
  /** Byte at which it begins. */
  readonly from: number;
  readonly bytes: number;
  /** Whether its newline was there. */
  readonly whole: boolean;
}

async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = [];
  let from = 0;
  let line = 1;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end));
      const text = toText(pieces);
      const bytes = lengthOf(pieces) + 1;
      yield { text, line, from, bytes, whole: true };
      from += bytes;
      line += 1;
      pieces = [];
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) {
    yield { text: '', line, from, bytes: lengthOf(pieces), whole: false };
  }
}

const toText = (pieces: readonly Uint8Array[]): string => Buffer.concat(pieces).toString('utf8');

const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, piece) => sum + piece.length, 0);
