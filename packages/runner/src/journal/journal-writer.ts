import type { DiskFile } from '../files/disk.ts';
import { encodeTexts, textRoom } from '../files/encode-texts.ts';
import { StoreError } from './store-error.ts';

/** Appends whole lines to a journal. */
export interface JournalWriter {
  /** Resolves when the lines that the texts make are safe on disk. Rejects with a `StoreError` when they cannot be. */
  readonly append: (texts: Iterable<string>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Writes to an open file; after a failure the file is cut back to its last whole line and stays as it is. */
export function journalWriter(file: DiskFile, path: string, size: number): JournalWriter {
  let safe = size;
  const room = textRoom();
  let failure: StoreError | undefined;
  return {
    append: async (texts) => {
      if (failure !== undefined) throw failure;
      let bytes = 0;
      try {
        for (const part of encodeTexts(texts, room)) {
          bytes += part.length;
          await writeAll(file, part);
        }
        await file.sync();
        safe += bytes;
      } catch (error) {
        failure = new StoreError(path, bytes, error);
        await cutBack(file, safe);
        throw failure;
      }
    },
    close: () => file.close(),
  };
}

async function writeAll(file: DiskFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const written = await file.write(bytes.subarray(done));
    if (written <= 0) throw new Error('the disk took no more bytes');
    done += written;
  }
}

/** When even this fails, the torn tail is cut by the next reader. */
async function cutBack(file: DiskFile, safe: number): Promise<boolean> {
  return file.truncate(safe).then(
    () => true,
    () => false,
  );
}
