import { relative } from 'node:path';

import type { Place } from '@pawl/core';

/** Where in the project's own files a module's error arose; the module itself where nothing says so. */
export function placeInModule(
  error: unknown,
  module: { readonly root: string; readonly file: string },
): Place {
  if (!(error instanceof Error)) return { file: module.file };
  const text = `${error.message}\n${error.stack ?? ''}`;
  for (const [, path = '', line, column] of text.matchAll(/([^\s()'"]+?):(\d+):(\d+)/g)) {
    const file = relative(module.root, path.replace(/^file:\/\//, ''));
    if (!path.includes('node_modules') && !file.startsWith('..') && /\.[cm]?[jt]sx?$/.test(file)) {
      return { file, line: Number(line), column: Number(column) };
    }
  }
  return { file: module.file };
}
