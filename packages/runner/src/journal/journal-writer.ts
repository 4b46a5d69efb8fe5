import type { DiskFile } from '../files/disk.ts';
import { StoreError } from './store-error.ts';

/** Appends whole lines to a journal. */
export interface JournalWriter {
  /** Resolves when the lines are safe on disk. Rejects with a `StoreError` when they cannot be. */
  readonly append: (lines: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Writes to an open file; after a failure the file is cut back to its last whole line and stays as it is. */
export function journalWriter(file: DiskFile, path: string, size: number): JournalWriter {
  let safe = size;
  let failure: StoreError | undefined;
  return {
    append: async (lines) => {
      if (failure !== undefined) throw failure;
      // one text of all lines would stay in memory long after it was written
      const bytes = Buffer.concat(lines.map((line) => Buffer.from(line)));
      try {
        await writeAll(file, bytes);
        await file.sync();
        safe += bytes.length;
      } catch (error) {
        failure = new StoreError(path, bytes.length, error);
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
