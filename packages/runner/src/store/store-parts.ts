import type { Disk } from '../files/disk.ts';
import type { MaskSecrets } from '../secrets/mask-secrets.ts';

/** What the parts of a store share. */
export interface StoreParts {
  readonly root: string;
  readonly folder: string;
  readonly disk: Disk;
  readonly mask: MaskSecrets;
}
