import { crc32 } from 'node:zlib';

import type { RunEvent } from '@pawl/core';

import { readRunEvent } from './read-run-event.ts';

/** One line of `events.jsonl`, newline included: the event between its checksum and its length. */
export function encodeLine(event: RunEvent, mask: (event: RunEvent) => RunEvent): string {
  const json = JSON.stringify(mask(event));
  const crc = crc32(json).toString(16).padStart(8, '0');
  return `{"crc":"${crc}","len":${Buffer.byteLength(json)},"event":${json}}\n`;
}

const frame = /^\{"crc":"([0-9a-f]{8})","len":(\d+),"event":/;

/** The event of a line without its newline; `undefined` when a byte of it is not as it was written. */
export function decodeLine(line: string): RunEvent | undefined {
  const match = frame.exec(line);
  if (match === null || !line.endsWith('}')) return undefined;
  const json = line.slice(match[0].length, -1);
  if (Buffer.byteLength(json) !== Number(match[2])) return undefined;
  if (crc32(json) !== Number.parseInt(match[1] ?? '', 16)) return undefined;
  return readRunEvent(json);
}
