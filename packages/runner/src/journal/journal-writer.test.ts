import { expect, test } from 'vitest';

import type { DiskFile } from '../files/disk.ts';
import { journalWriter } from './journal-writer.ts';

/** A file in memory whose operations go through `during`, which may fail or shorten them. */
function fakeFile(during: (operation: string, size: number) => number) {
  let bytes = Buffer.alloc(0);
  const file: DiskFile = {
    write: async (more) => {
      const taken = during('write', more.length);
      bytes = Buffer.concat([bytes, more.subarray(0, taken)]);
      return taken;
    },
    sync: async () => void during('sync', 0),
    truncate: async (length) => {
      bytes = bytes.subarray(0, length);
    },
    size: async () => bytes.length,
    close: async () => undefined,
  };
  return { file, text: () => bytes.toString() };
}

test('a write that is cut short is gone on with until all bytes are written', async () => {
  const { file, text } = fakeFile((_operation, size) => Math.min(size, 3));
  await journalWriter(file, 'events.jsonl', 0).append(['one whole line\nand another\n']);
  expect(text()).toBe('one whole line\nand another\n');
});

test.each(['write', 'sync'])(
  'when %s number n fails, whole lines are left, whatever n is',
  async (failing) => {
    for (let n = 1; n <= 12; n += 1) {
      let count = 0;
      const { file, text } = fakeFile((operation, size) => {
        count += operation === failing ? 1 : 0;
        if (operation === failing && count === n) throw new Error('ENOSPC: no space left');
        return Math.min(size, 4);
      });
      const writer = journalWriter(file, 'events.jsonl', 0);
      const safe: string[] = [];
      for (const line of ['first\n', 'second\n', 'third\n']) {
        const appended = writer.append([line]).then(({ synced }) => synced);
        await appended.then(
          () => safe.push(line),
          () => undefined,
        );
      }
      expect(text()).toBe(safe.join(''));
    }
  },
);

test('a failure names the path, the bytes and the cause, and nothing is written after it', async () => {
  let full = true;
  const { file, text } = fakeFile((_operation, size) => {
    if (full) throw new Error('ENOSPC: no space left on device');
    return size;
  });
  const writer = journalWriter(file, '/runs/x/events.jsonl', 0);
  const words = '/runs/x/events.jsonl did not take 6 bytes: ENOSPC: no space left on device';
  await expect(writer.append(['first\n'])).rejects.toThrow(words);
  full = false;
  await expect(writer.append(['second\n'])).rejects.toThrow(words);
  expect(text()).toBe('');
});

test('what is written while a sync is under way shares the next one', async () => {
  const syncs: PromiseWithResolvers<void>[] = [];
  const { file, text } = fakeFile((_operation, size) => size);
  const sync = (): Promise<void> => {
    syncs.push(Promise.withResolvers<void>());
    return syncs.at(-1)?.promise ?? Promise.reject(new Error('There is no sync'));
  };
  const writer = journalWriter({ ...file, sync }, 'events.jsonl', 0);
  const safe: string[] = [];
  const append = async (line: string): Promise<void> => {
    const { synced } = await writer.append([line]);
    void synced.then(() => safe.push(line));
  };
  await append('first\n');
  await append('second\n');
  await append('third\n');
  expect(text()).toBe('first\nsecond\nthird\n');
  expect(syncs).toHaveLength(1);
  syncs[0]?.resolve();
  await expect.poll(() => syncs).toHaveLength(2);
  expect(safe).toEqual(['first\n']);
  syncs[1]?.resolve();
  await expect.poll(() => safe).toEqual(['first\n', 'second\n', 'third\n']);
});
