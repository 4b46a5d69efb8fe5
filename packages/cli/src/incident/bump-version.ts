import { readText } from '@pawl/core';

/** A version, and the text of `set.yaml` that says it. */
export interface BumpedText {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The text of `set.yaml` with the next minor version, which one more case needs. Unchanged where the version
 * has grown that much since `base` already; nothing where no version can be found.
 */
export function bumpMinor(text: string, file: string, base?: string): BumpedText | undefined {
  const found = findVersion(text, file);
  if (found === undefined) return undefined;
  const { version: before, start } = found;
  const known = base === undefined ? undefined : findVersion(base, file)?.version;
  const [major = 0, minor = 0] = numbersOf(before);
  if (known !== undefined && isGrown(numbersOf(known), [major, minor]))
    return { text, before, after: before };
  const after = `${major}.${minor + 1}.0`;
  return { text: text.slice(0, start) + after + text.slice(start + before.length), before, after };
}

interface FoundVersion {
  readonly version: string;
  /** Offset in the text. */
  readonly start: number;
}

function findVersion(text: string, file: string): FoundVersion | undefined {
  const { line = 1, column = 1 } = readText(text, file).locate(['version']);
  const rows = text.split('\n').slice(0, line - 1);
  const offset = rows.reduce((sum, row) => sum + row.length + 1, column - 1);
  const [written, version] = /^["']?(\d+(?:\.\d+){0,2})/u.exec(text.slice(offset)) ?? [];
  if (written === undefined || version === undefined) return undefined;
  return { version, start: offset + written.length - version.length };
}

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number);

function isGrown([major = 0, minor = 0]: readonly number[], now: readonly number[]): boolean {
  const [newMajor = 0, newMinor = 0] = now;
  return newMajor > major || (newMajor === major && newMinor > minor);
}
