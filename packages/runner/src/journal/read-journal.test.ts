import type { RunEvent } from '@pawl/core';
import { assert, asyncProperty, integer } from 'fast-check';
import { expect, test } from 'vitest';

import type { Disk } from '../files/disk.ts';
import { smallPlan, startOf } from '../test-world/small-plan.ts';
import { FormatError } from './format-error.ts';
import { encodeLine } from './journal-line.ts';
import { readJournal, type JournalEntry } from './read-journal.ts';

const at = '2026-11-20T11:05:12.000Z';
const plan = smallPlan(2);
const key = { index: 0, set: 'small', case: 'case-0', target: 'app', trial: 0 };

const events: readonly RunEvent[] = [
  startOf(plan, 'run'),
  { type: 'trial-started', ...key },
  {
    type: 'trial-finished',
    ...key,
    request: 'r',
    result: {
      kind: 'answered',
      output: { text: 'grüße\u2028line\u2029\u0000\ud800 😀' },
      scores: [],
      durationMs: 1,
    },
  },
  { type: 'run-finished', at },
];
const journal = Buffer.from(
  events.map((event) => [...encodeLine(event, (value) => value).texts].join('')).join(''),
);

function read(bytes: Uint8Array, chunkSize = 64): Promise<JournalEntry[]> {
  const disk: Disk = {
    openAppend: () => Promise.reject(new Error('not for writing')),
    read: async function* pieces() {
      for (let from = 0; from < bytes.length; from += chunkSize) {
        yield bytes.subarray(from, from + chunkSize);
      }
    },
  };
  return Array.fromAsync(readJournal('events.jsonl', disk));
}

const eventsIn = (entries: readonly JournalEntry[]): RunEvent[] =>
  entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));

test('a journal is read as it was written, whatever its texts hold and however it comes in pieces', async () => {
  for (const chunkSize of [1, 7, 1000, 1_000_000]) {
    expect(eventsIn(await read(journal, chunkSize))).toEqual(events);
  }
});

test('cut at every byte, a journal gives its whole lines and says that the last one was torn', async () => {
  for (let length = 0; length < journal.length; length += 1) {
    const cut = journal.subarray(0, length);
    const whole = cut.lastIndexOf(10) + 1;
    const entries = await read(cut, 1000);
    expect(eventsIn(entries)).toEqual(events.slice(0, eventsIn(entries).length));
    expect(entries.filter(({ kind }) => kind === 'corrupt')).toEqual([]);
    const torn = entries.flatMap((entry) => (entry.kind === 'torn' ? [entry] : []));
    const expected = { from: whole, bytes: length - whole };
    expect(torn).toMatchObject(whole === length ? [] : [expected]);
  }
});

test('zeros after the last line are a torn tail', async () => {
  const entries = await read(Buffer.concat([journal, Buffer.alloc(500)]));
  expect(eventsIn(entries)).toEqual(events);
  expect(entries.at(-1)).toMatchObject({ kind: 'torn', from: journal.length, bytes: 500 });
});

test('a garbled line in the middle is corruption, named by its number, and nothing after it is read', async () => {
  const lines = journal.toString().split('\n');
  const garbled = Buffer.from([lines[0], '{"garbage":true}', ...lines.slice(2)].join('\n'));
  const entries = await read(garbled);
  expect(eventsIn(entries)).toEqual(events.slice(0, 1));
  expect(entries.at(-1)).toEqual({ kind: 'corrupt', line: 2 });
});

/** A flipped bit may make the format another number: such a journal is refused whole. */
const readUnlessNewer: typeof read = (bytes) =>
  read(bytes, 1000).catch((error: unknown) => {
    if (error instanceof FormatError) return [];
    throw error;
  });

test('any bit that flips is noticed, unless the journal still says the same', async () => {
  await assert(
    asyncProperty(
      integer({ min: 0, max: journal.length - 1 }),
      integer({ min: 0, max: 7 }),
      async (byte, bit) => {
        const flipped = Buffer.from(journal);
        flipped[byte] = (flipped[byte] ?? 0) ^ (1 << bit);
        const got = eventsIn(await readUnlessNewer(flipped));
        expect(got).toEqual(events.slice(0, got.length));
        expect(got.length).toBeLessThan(events.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('a journal of a newer format is refused with both versions named', async () => {
  const newer = { ...startOf(plan, 'run'), format: 2, harness: '9.0.0' };
  const json = JSON.stringify(newer);
  const { crc32 } = await import('node:zlib');
  const crc = crc32(json).toString(16).padStart(8, '0');
  const line = `{"crc":"${crc}","len":${Buffer.byteLength(json)},"event":${json}}\n`;
  await expect(read(Buffer.from(line))).rejects.toThrow(FormatError);
  await expect(read(Buffer.from(line))).rejects.toThrow(/format 2.*9\.0\.0.*format 1/);
});

test('a journal that says it is of a newer format is refused as that, also where its checksum is wrong', async () => {
  const newer = journal.toString().replace('"format":1', '"format":12');
  await expect(read(Buffer.from(newer))).rejects.toThrow(/format 12.*format 1/);
});
