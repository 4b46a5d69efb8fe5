import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Plugin } from 'rolldown';

/** Lays the built action into a package, so that a workflow can use the one that its lockfile pins. */
export function shipAction(folder: string): Plugin {
  return {
    name: 'ship-action',
    async writeBundle() {
      await mkdir(folder, { recursive: true });
      await cp('action/action.yml', join(folder, 'action.yml'));
      await cp('action/dist', join(folder, 'dist'), { recursive: true });
    },
  };
}
