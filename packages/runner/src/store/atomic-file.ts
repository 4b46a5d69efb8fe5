import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

import { trySync } from './store-doubt.ts';

/** Replaces a file by a whole new one, or leaves it as it was: temporary file, size check, sync, rename, sync of the folder. */
export async function writeWhole(
  path: string,
  content: string | Iterable<Uint8Array>,
  mode = 0o600,
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const parts = typeof content === 'string' ? [Buffer.from(content)] : content;
    await writeSynced(temporary, parts, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeSynced(path: string, parts: Iterable<Uint8Array>, mode: number): Promise<void> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
  const handle = await open(path, flags, mode);
  try {
    let whole = 0;
    for (const part of parts) {
      await writePart(handle, part, path);
      whole += part.length;
    }
    const { size } = await handle.stat();
    if (size !== whole) throw new Error(`${path}: ${size} of ${whole} bytes written`);
    await trySync(() => handle.sync());
  } finally {
    await handle.close();
  }
}

async function writePart(handle: FileHandle, part: Uint8Array, path: string): Promise<void> {
  for (let done = 0; done < part.length;) {
    const { bytesWritten } = await handle.write(part.subarray(done));
    if (bytesWritten === 0) throw new Error(`${path}: the disk took no more bytes`);
    done += bytesWritten;
  }
}

/** Makes the names in a folder survive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await trySync(() => handle.sync());
  } finally {
    await handle.close();
  }
}
