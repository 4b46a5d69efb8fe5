import type { Disk } from '../files/disk.ts';

/** What the parts of a store share. */
export interface StoreParts {
  readonly root: string;
  readonly folder: string;
  readonly disk: Disk;
  readonly mask: <T>(value: T) => T;
}
