import { createReadStream, openSync, readSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, posix, relative, resolve, sep } from 'node:path';

import fastGlob from 'fast-glob';

import { errorCode } from '../files/error-code.ts';
import { byBytes, FileTrouble, type FileSource, ignored, type ReadPart } from './file-source.ts';

/** Reads definitions from the folder as it stands now. Nothing outside the folder can be reached, not through a link either. */
export function openWorkTree(root: string): FileSource {
  return {
    root,
    label: root,
    find: (patterns, folder) => find(root, patterns, folder),
    open: (path) => read(root, path),
    keepOpen: (path) => keepOpen(resolve(root, path)),
  };
}

async function find(
  root: string,
  patterns: readonly string[],
  folder: string,
): Promise<readonly string[]> {
  const dynamic = patterns.filter((pattern) => fastGlob.isDynamicPattern(pattern));
  const found = await fastGlob.glob(dynamic, {
    cwd: resolve(root, folder),
    ignore: [...ignored],
    followSymbolicLinks: false,
    suppressErrors: true,
  });
  const named: string[] = [];
  for (const pattern of patterns) {
    const path = unescapeGlob(pattern);
    if (!dynamic.includes(pattern) && (await isThere(resolve(root, folder, path))))
      named.push(path);
  }
  return [...new Set([...found, ...named].map((path) => posix.join(folder, path)))].toSorted(
    byBytes,
  );
}

/** A file that is named may be a link; whether it may be read is asked when it is opened. */
async function isThere(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ?? false;
}

const unescapeGlob = (pattern: string): string =>
  pattern.replaceAll(/\\([$^*+?()[\]{}!@|\\])/gu, '$1');

async function* read(root: string, path: string): AsyncGenerator<Uint8Array> {
  const file = await reach(root, path);
  try {
    yield* createReadStream(file);
  } catch (error) {
    throw new FileTrouble('unreadable', describe(error));
  }
}

/** The file stays open as long as the process lives: its cases may be asked for at any time. */
function keepOpen(file: string): ReadPart {
  const descriptor = openSync(file, 'r');
  let room = Buffer.alloc(0);
  return ({ from, bytes }) => {
    if (room.length < bytes) room = Buffer.alloc(2 * bytes);
    return room.subarray(0, readSync(descriptor, room, 0, bytes, from));
  };
}

async function reach(root: string, path: string): Promise<string> {
  const file = resolve(root, path);
  if (isOutside(root, file)) throw new FileTrouble('outside', 'it lies outside the project folder');
  const real = await follow(file);
  if (isOutside(await realpath(root), real))
    throw new FileTrouble('outside', 'it is a link that leaves the project folder');
  const found = await stat(real);
  if (!found.isFile()) throw new FileTrouble('unreadable', 'it is not a file');
  return real;
}

async function follow(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(errorCode(error));
    throw new FileTrouble(isMissing ? 'missing' : 'unreadable', describe(error));
  }
}

function isOutside(root: string, file: string): boolean {
  const way = relative(root, file);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'you are not allowed to read it',
  ELOOP: 'it is a link that leads to itself',
  EISDIR: 'it is a folder',
};

function describe(error: unknown): string {
  return words[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
}
