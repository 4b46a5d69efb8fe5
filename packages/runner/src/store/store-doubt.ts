import type { DiskFile } from '../files/disk.ts';
import { errorCode } from '../files/error-code.ts';

/** What a disk cannot promise, in the words of the record: nothing is lost while the machine runs. */
export interface StoreDoubt {
  readonly code: 'store-unsynced' | 'store-unlocked';
  readonly message: string;
}

const unsupported = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Syncs; false where the disk knows no sync, as those of a network often do. */
export async function trySync(sync: () => Promise<void>): Promise<boolean> {
  try {
    await sync();
    return true;
  } catch (error) {
    if (unsupported.has(errorCode(error))) return false;
    throw error;
  }
}

/** The same file; where it cannot be synced, that is said once, and what is written counts as safe. */
export function forgiveSync(file: DiskFile, path: string, doubts: StoreDoubt[]): DiskFile {
  let said = false;
  return {
    ...file,
    sync: async () => {
      if ((await trySync(() => file.sync())) || said) return;
      said = true;
      const message = `The disk of ${path} cannot sync: after a loss of power its last answers may be missing`;
      doubts.push({ code: 'store-unsynced', message });
    },
  };
}
