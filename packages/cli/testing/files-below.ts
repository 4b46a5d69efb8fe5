import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes of every file below a folder, as Latin-1 text. */
export async function textsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')),
  );
}
