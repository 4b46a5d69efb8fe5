import { createHash } from 'node:crypto';

import type { Problem } from '@pawl/core';

import { FileTrouble, type FileSource } from './file-source.ts';

/** A file's text, or why there is none. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'trouble'; readonly problem: Problem };

/** Reads a whole file as UTF-8 text. */
export async function readFileText(source: FileSource, path: string): Promise<FileText> {
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.open(path)) chunks.push(chunk);
    return { kind: 'text', text: decodeText(Buffer.concat(chunks)) };
  } catch (error) {
    return { kind: 'trouble', problem: fileProblem(path, error) };
  }
}

/** The SHA-256 of a file's bytes, without holding them; `undefined` when it cannot be read. */
export async function hashFile(source: FileSource, path: string): Promise<string | undefined> {
  const sum = createHash('sha256');
  try {
    for await (const chunk of source.open(path)) sum.update(chunk);
  } catch (error) {
    if (error instanceof FileTrouble) return undefined;
    throw error;
  }
  return sum.digest('hex');
}

/** Bytes that are no UTF-8 text. */
export class EncodingTrouble extends Error {
  override readonly name = 'EncodingTrouble';
  readonly line: number;

  constructor(message: string, line = 1) {
    super(message);
    this.line = line;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8 and nothing else. Throws `EncodingTrouble`. */
export function decodeText(bytes: Uint8Array, line = 1): string {
  const isWide =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) throw new EncodingTrouble('The file is UTF-16');
  try {
    return decoder.decode(bytes);
  } catch {
    throw new EncodingTrouble('The file is not UTF-8', line + badLine(bytes));
  }
}

/** Line feeds before the first byte that is no UTF-8. */
export function badLine(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8').decode(bytes);
  const at = text.indexOf('\u{FFFD}');
  return text.slice(0, Math.max(at, 0)).split('\n').length - 1;
}

/** A problem for a file that cannot be read. Throws on what is no trouble of a file. */
export function fileProblem(file: string, error: unknown): Problem {
  if (error instanceof EncodingTrouble) {
    const hint = 'Save it as UTF-8.';
    const { message, line } = error;
    return { code: 'bad-encoding', place: { file, line }, message, hint, severity: 'error' };
  }
  if (!(error instanceof FileTrouble)) throw error;
  const message = `The file cannot be read: ${error.message}`;
  return { code: `file-${error.code}`, place: { file }, message, severity: 'error' };
}
