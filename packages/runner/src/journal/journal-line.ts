import { crc32 } from 'node:zlib';

import type { RunEvent } from '@pawl/core';

import { jsonPieces } from '../files/json-pieces.ts';
import { maskLong } from '../secrets/mask-long.ts';
import type { MaskSecrets } from '../secrets/mask-secrets.ts';
import { readRunEvent } from './read-run-event.ts';

/** An event as it is written: without secrets, and as a line of `events.jsonl`, newline included. */
export interface EncodedEvent {
  readonly event: RunEvent;
  /** Together the line. */
  readonly texts: Iterable<string>;
}

/** Writes an event between its checksum and its length. */
export function encodeLine(given: RunEvent, mask: MaskSecrets): EncodedEvent {
  if (given.type === 'run-started') return encodeLong(maskLong(given, mask));
  const bare = JSON.stringify(given);
  const event = mask(bare) === bare ? given : mask(given);
  const json = event === given ? bare : JSON.stringify(event);
  const crc = crc32(json).toString(16).padStart(8, '0');
  return { event, texts: [`{"crc":"${crc}","len":${Buffer.byteLength(json)},"event":${json}}\n`] };
}

/** The event that names every case: never one text in memory, and so made twice. */
function encodeLong(event: RunEvent): EncodedEvent {
  let sum = 0;
  let length = 0;
  for (const piece of jsonPieces(event)) {
    sum = crc32(piece, sum);
    length += Buffer.byteLength(piece);
  }
  const crc = sum.toString(16).padStart(8, '0');
  return { event, texts: longLine(`{"crc":"${crc}","len":${length},"event":`, event) };
}

function* longLine(before: string, event: RunEvent): Generator<string> {
  yield before;
  yield* jsonPieces(event);
  yield '}\n';
}

const frame = /^\{"crc":"([0-9a-f]{8})","len":(\d+),"event":/;

/**
 * The event of a line without its newline; `undefined` when a byte of it is not as it was written.
 * A line that says it is of a newer format is refused as that, whatever its checksum.
 */
export function decodeLine(line: string): RunEvent | undefined {
  const match = frame.exec(line);
  if (match === null || !line.endsWith('}')) return undefined;
  const json = line.slice(match[0].length, -1);
  const isWhole =
    Buffer.byteLength(json) === Number(match[2]) &&
    crc32(json) === Number.parseInt(match[1] ?? '', 16);
  const event = readRunEvent(json);
  return isWhole ? event : undefined;
}
