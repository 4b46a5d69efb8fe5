import { array, assert, asyncProperty, integer, string } from 'fast-check';
import { expect, test } from 'vitest';

import { readLines, type Line } from './read-lines.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function linesOf(bytes: Uint8Array, size: number): Promise<Line[]> {
  const lists = await Array.fromAsync(readLines(inPieces(bytes, size)));
  return lists.flat();
}

test('whatever the pieces, the lines are those between line feeds, each with its number and place', async () => {
  await assert(
    asyncProperty(
      array(string({ unit: 'binary' }).map((text) => text.replaceAll(/[\n\uFEFF]/g, ''))),
      integer({ min: 1, max: 9 }),
      async (texts, size) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        const lines = await linesOf(bytes, size);
        expect(lines.map(({ text }) => text)).toEqual(texts);
        expect(lines.map(({ number }) => number)).toEqual(texts.map((_, at) => at + 1));
        for (const line of lines) {
          const there = bytes.subarray(line.from, line.from + line.bytes).toString();
          expect(there).toBe(line.text);
        }
      },
    ),
  );
});

test('the lines before one that is not UTF-8 are given first', async () => {
  const bytes = Buffer.concat([Buffer.from('one\ntwo\n'), Buffer.from([0xff]), Buffer.from('\n')]);
  const seen: string[] = [];
  const reading = async (): Promise<void> => {
    for await (const lines of readLines(inPieces(bytes, 100))) {
      seen.push(...lines.map(({ text }) => text));
    }
  };
  await expect(reading()).rejects.toThrow('UTF-8');
  expect(seen).toEqual(['one', 'two']);
});
