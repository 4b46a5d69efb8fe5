import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { UsageError } from '@pawl/core';

/** Writes a page; its folder is made where it is missing. */
export async function writePage(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError('unwritable-report', `The page cannot be written: ${why}`, {
      hint: 'Name a file in a folder that may be written: --out report.html',
    });
  }
}
