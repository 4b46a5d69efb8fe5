import { posix } from 'node:path';

import { digest } from '@pawl/core';

import { sha256 } from '../files/sha256.ts';
import type { FileSource } from './file-source.ts';
import { hashFile, readFileText } from './read-file.ts';

/**
 * The digest of a module and of every module it imports by a relative path, as far as the text shows
 * it; `undefined` when the module itself is not there. Packages are not followed.
 */
export async function hashModule(source: FileSource, path: string): Promise<string | undefined> {
  const sums = new Map<string, string>();
  const first = await visit(source, posix.normalize(path), sums);
  return first === undefined ? undefined : digest(Object.fromEntries(sums), sha256);
}

async function visit(
  source: FileSource,
  asked: string,
  sums: Map<string, string>,
): Promise<string | undefined> {
  const path = await findModule(source, asked);
  if (path === undefined || sums.has(path)) return path;
  const read = await readFileText(source, path);
  const sum = read.kind === 'text' ? sha256(read.text) : await hashFile(source, path);
  if (sum === undefined) return undefined;
  sums.set(path, sum);
  if (read.kind === 'text')
    for (const name of importsOf(read.text))
      await visit(source, posix.join(posix.dirname(path), name), sums);
  return path;
}

const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])(\.\.?\/[^"'\n]+)\1/gu;

const importsOf = (text: string): string[] =>
  [...text.matchAll(specifier)].map((found) => found[2] ?? '');

const endings = [
  '',
  '.ts',
  '.mts',
  '.cts',
  '.tsx',
  '.js',
  '.mjs',
  '.cjs',
  '.json',
  '/index.ts',
  '/index.js',
];

/** The file that a specifier means: itself, with an ending, or the TypeScript source of a `.js`. */
async function findModule(source: FileSource, path: string): Promise<string | undefined> {
  const folder = posix.dirname(path);
  if (folder.startsWith('..')) return undefined;
  const original = path.replace(/\.([mc]?)js$/u, '.$1ts');
  const names = new Set([...endings.map((ending) => path + ending), original]);
  const found = await source.find(
    [...names].map((name) => escapeGlob(posix.relative(folder, name))),
    folder,
  );
  return [...names].find((name) => found.includes(name));
}

const escapeGlob = (path: string): string => path.replaceAll(/[$^*+?()[\]{}!@|\\]/gu, '\\$&');
