import type { DiskFile } from '../files/disk.ts';
import { encodeTexts, textRoom } from '../files/encode-texts.ts';
import { StoreError } from './store-error.ts';

/** Appends whole lines to a journal. */
export interface JournalWriter {
  /**
   * Writes the lines that the texts make: then they survive the end of the process. Resolves with a promise of when they
   * survive a loss of power too. Either rejects with a `StoreError`.
   */
  readonly append: (texts: Iterable<string>) => Promise<Appended>;
  readonly close: () => Promise<void>;
}

/** Lines that are written. */
export interface Appended {
  readonly synced: Promise<void>;
}

/** Writes to an open file; after a failure the file is cut back to its last whole line and stays as it is. */
export function journalWriter(file: DiskFile, path: string, size: number): JournalWriter {
  return new FileJournal(file, path, size);
}

class FileJournal implements JournalWriter {
  readonly #file: DiskFile;
  readonly #path: string;
  readonly #room = textRoom();
  readonly #sync = inGroups(() => this.#syncAll());
  #written: number;
  #safe: number;
  #failure: StoreError | undefined;
  #settled: Promise<unknown> = Promise.resolve();

  constructor(file: DiskFile, path: string, size: number) {
    this.#file = file;
    this.#path = path;
    this.#written = size;
    this.#safe = size;
  }

  async append(texts: Iterable<string>): Promise<Appended> {
    if (this.#failure !== undefined) throw this.#failure;
    let bytes = 0;
    try {
      for (const part of encodeTexts(texts, this.#room)) {
        bytes += part.length;
        await writeAll(this.#file, part);
      }
    } catch (error) {
      throw await this.#fail(error, { bytes, whole: this.#written });
    }
    this.#written += bytes;
    const synced = this.#sync();
    this.#settled = synced.catch(() => undefined);
    return { synced };
  }

  async close(): Promise<void> {
    await this.#settled;
    await this.#file.close();
  }

  async #syncAll(): Promise<void> {
    const upTo = this.#written;
    try {
      await this.#file.sync();
      this.#safe = upTo;
    } catch (error) {
      throw await this.#fail(error, { bytes: upTo - this.#safe, whole: this.#safe });
    }
  }

  async #fail(
    cause: unknown,
    { bytes, whole }: { readonly bytes: number; readonly whole: number },
  ): Promise<StoreError> {
    const failure = new StoreError(this.#path, bytes, cause);
    this.#failure ??= failure;
    await cutBack(this.#file, whole);
    return failure;
  }
}

/** Everybody who asks while one is under way shares the next. */
function inGroups(act: () => Promise<void>): () => Promise<void> {
  let current: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    if (next !== undefined) return next;
    const begun = current.then(() => {
      next = undefined;
      return act();
    });
    next = begun;
    current = begun.catch(() => undefined);
    return begun;
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
