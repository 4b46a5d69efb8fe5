import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { formatBaseline, parseBaseline } from './baseline-text.ts';
import type { Baseline, BaselineCase } from './baseline.ts';
import { crc32 } from './crc-32.ts';

const cases: readonly BaselineCase[] = [
  { case: 'b', hash: 'h2', request: 'r2', scores: { right: [1, 0.5] }, cost: 0.01, ms: 120 },
  { case: 'a', hash: 'h1', request: 'r1', scores: { right: [0] }, tags: ['eu'], critical: true },
];

const baseline: Baseline = {
  header: {
    format: 1,
    set: 'support',
    setVersion: '1.0.0',
    target: 'bot',
    runId: 'run-1',
    at: '2026-11-20T10:00:00.000Z',
    scorers: { right: 'd1' },
    judges: {},
    policy: { margin: 0.02 },
  },
  cases: new Map(cases.map((one) => [one.case, one])),
};

const text = formatBaseline(baseline);

function read(changed: string): string {
  const reading = parseBaseline(changed, { set: 'support', target: 'bot' });
  return reading.kind === 'defect' ? `${reading.code}: ${reading.message}` : 'read';
}

test('a baseline is one header line and one line a case, sorted by id', () => {
  expect(text.split('\n')).toMatchInlineSnapshot(`
    [
      "{"format":1,"set":"support","setVersion":"1.0.0","target":"bot","runId":"run-1","at":"2026-11-20T10:00:00.000Z","scorers":{"right":"d1"},"judges":{},"policy":{"margin":0.02},"cases":2,"check":"8b8f8323"}",
      "{"case":"a","hash":"h1","request":"r1","scores":{"right":[0]},"tags":["eu"],"critical":true}",
      "{"case":"b","hash":"h2","request":"r2","scores":{"right":[1,0.5]},"cost":0.01,"ms":120}",
      "",
    ]
  `);
});

test('what was written reads back as the same values', () => {
  const reading = parseBaseline(text);
  expect(reading.kind === 'baseline' && reading.baseline.header).toEqual(baseline.header);
  expect(reading.kind === 'baseline' && [...reading.baseline.cases.values()]).toEqual(
    cases.toReversed(),
  );
});

test('a file with the line ends of another system is still the same', () => {
  expect(read(text.replaceAll('\n', '\r\n'))).toBe('read');
});

test('a file without our count and check is read by its lines alone', () => {
  expect(read(text.replace(/,"cases":2,"check":"\w+"/u, ''))).toBe('read');
});

test('every way of being broken is named', () => {
  const [header = '', first = '', second = ''] = text.split('\n');
  const bare = header.replace(/,"cases":2,"check":"\w+"/u, '');
  const told = {
    empty: read(''),
    cut: read(text.slice(0, -20)),
    'cut at a line': read(`${header}\n${first}\n`),
    newer: read(text.replace('"format":1', '"format":2')),
    'another file': read('{"name":"left-pad"}\n'),
    'not JSON': read(`version 1\n${first}\n`),
    'another set': read(text.replace('"set":"support"', '"set":"sales"')),
    'a line of something else': read(`${bare}\n<<<<<<< HEAD\n${first}\n`),
    NaN: read(`${bare}\n${first.replace('[0]', '[NaN]')}\n${second}\n`),
    null: read(`${bare}\n${first.replace('[0]', '[null]')}\n`),
    'out of range': read(`${bare}\n${first.replace('[0]', '[1.01]')}\n`),
    text: read(`${bare}\n${first.replace('[0]', '["1"]')}\n`),
    twice: read(`${bare}\n${first}\n${first}\n`),
    'unknown scorer': read(`${bare}\n${first.replace('right', 'write')}\n`),
    'unknown field': read(`${bare}\n${first.replace('hash', 'hush')}\n`),
    'edited by hand': read(text.replace('[0]', '[1]')),
    'no date': read(bare.replace('2026-11-20T10:00:00.000Z', 'yesterday')),
  };
  expect(told).toMatchInlineSnapshot(`
    {
      "NaN": "corrupt: Line 2 is not JSON",
      "a line of something else": "corrupt: Line 2 is not JSON",
      "another file": "foreign: Line 1 is not the header of a baseline",
      "another set": "foreign: It belongs to sales on bot, not to support on bot",
      "cut": "truncated: Line 3 is not JSON",
      "cut at a line": "truncated: 1 of 2 cases are there",
      "edited by hand": "corrupt: The text is not the one that was written: damaged, or edited by hand",
      "empty": "truncated: The file is empty",
      "newer": "newer-format: Format 2 is newer than format 1",
      "no date": "corrupt: Line 1: at: Invalid ISO datetime",
      "not JSON": "corrupt: Line 1 is not JSON",
      "null": "corrupt: Line 2: scores.right.0: Invalid input: expected number, received null",
      "out of range": "corrupt: Line 2: scores.right.0: Too big: expected number to be <=1",
      "text": "corrupt: Line 2: scores.right.0: Invalid input: expected number, received string",
      "twice": "corrupt: Line 3: case a stands there twice",
      "unknown field": "corrupt: Line 2: hash: Invalid input: expected string, received undefined",
      "unknown scorer": "corrupt: Line 2: no scorer of the header is named write",
    }
  `);
});

test('a flipped bit is never silently accepted', () => {
  const bit = fc.tuple(fc.nat(text.length - 1), fc.nat(6));
  fc.assert(
    fc.property(bit, ([at, shift]) => {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << shift));
      const changed = text.slice(0, at) + flipped + text.slice(at + 1);
      if (changed.replaceAll('\r\n', '\n') === text) return;
      expect(read(changed)).not.toBe('read');
    }),
    { numRuns: 2000 },
  );
});

test('a file cut at any byte is never silently accepted', () => {
  for (let length = 0; length < text.length - 1; length += 1) {
    expect(read(text.slice(0, length))).not.toBe('read');
  }
});

test('the checksum is the published CRC-32', () => {
  // "123456789" in UTF-16LE; check value by Python 3's binascii.crc32
  expect(crc32('123456789')).toBe('a290e877');
});
