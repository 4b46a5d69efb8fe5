import { readText } from '@pawl/core';

/** A version, and the text of `set.yaml` that says it. */
export interface BumpedText {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** How much a version must grow, and the text that it must have grown since. */
export interface WantedBump {
  readonly part: 'minor' | 'patch';
  readonly base?: string | undefined;
}

/**
 * The text of `set.yaml` with its next version. Unchanged where the version has grown that much since the base
 * already; nothing where no version can be found.
 */
export function bumpVersion(
  text: string,
  file: string,
  { part, base }: WantedBump,
): BumpedText | undefined {
  const found = findVersion(text, file);
  if (found === undefined) return undefined;
  const { version: before, start } = found;
  const known = base === undefined ? undefined : findVersion(base, file)?.version;
  const size = part === 'minor' ? 2 : 3;
  if (known !== undefined && isGrown(numbersOf(known), numbersOf(before).slice(0, size)))
    return { text, before, after: before };
  const [major, minor, patch] = numbersOf(before);
  const after = part === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
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

type Numbers = readonly [major: number, minor: number, patch: number];

function numbersOf(version: string): Numbers {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}

/** Whether the first of the numbers that differs is larger now. */
function isGrown(before: Numbers, now: readonly number[]): boolean {
  const at = now.findIndex((part, index) => part !== before[index]);
  return at !== -1 && (now[at] ?? 0) > (before[at] ?? 0);
}
