import { constants, fstatSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** The machine's disk as the journal sees it; tests hand in one that fails or shortens an operation. */
export interface Disk {
  /** Opens a file for appending and makes it when it is not there; never follows a link. */
  readonly openAppend: (path: string) => Promise<DiskFile>;
  /** The bytes of a file, piece by piece. */
  readonly read: (path: string) => AsyncIterable<Uint8Array>;
}

/** One open file. */
export interface DiskFile {
  /** Writes at the end; gives the number of bytes that got there, which may be fewer. */
  readonly write: (bytes: Uint8Array) => Promise<number>;
  /** Resolves when all bytes written so far survive a loss of power. */
  readonly sync: () => Promise<void>;
  readonly truncate: (length: number) => Promise<void>;
  readonly size: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** The real disk. */
export const machineDisk: Disk = { openAppend, read };

const appendFlags =
  constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);

async function openAppend(path: string): Promise<DiskFile> {
  const handle = await open(path, appendFlags, 0o600);
  return {
    write: async (bytes) => writeSync(handle.fd, bytes), // into the machine's memory: sooner done than handed over
    sync: async () => {
      await handle.datasync();
      if (fstatSync(handle.fd).nlink === 0) throw new Error('the file was removed meanwhile');
    },
    truncate: (length) => handle.truncate(length),
    size: async () => (await handle.stat()).size,
    close: () => handle.close(),
  };
}

async function* read(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    for await (const chunk of handle.createReadStream({
      highWaterMark: 1 << 18,
      autoClose: false,
    })) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  } finally {
    await handle.close();
  }
}
