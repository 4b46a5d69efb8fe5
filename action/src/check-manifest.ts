import type { CaseStamp, RunRecord } from '@pawl/core';

import type { CommitFiles } from './definitions/commit-files.ts';
import type { Definitions } from './definitions/read-definitions.ts';
import { readManifest } from './definitions/read-manifest.ts';
import type { Manifest } from './definitions/read-manifest.ts';
import { ResultsError } from './results/results-error.ts';

/** The tested tree as data. */
export interface HeadFiles {
  readonly files: CommitFiles;
  readonly definitions: Definitions;
}

/**
 * Holds the results against the tested tree: every set that was to be run is there, no case was made up or says something
 * else there, and none was left out. Cases that cannot be read as data alone (CSV) are not held against anything.
 */
export async function checkManifest(
  record: RunRecord,
  head: HeadFiles | undefined,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, Manifest>> {
  if (head === undefined) throw unreadable('pawl.yaml');
  const { folders, unreadable: files } = head.definitions;
  const broken = files.find((path) => /(^|\/)(pawl|set)\.ya?ml$/.test(path));
  if (broken !== undefined) throw unreadable(broken);
  const manifests = new Map<string, Manifest>();
  checkSets(record, wanted.length === 0 ? [...folders.keys()] : wanted);
  for (const set of record.sets) {
    const folder = folders.get(set.name);
    if (folder === undefined) throw strange(`the eval set \`${set.name}\``);
    const manifest = await readManifest(head.files, folder);
    if (manifest === undefined) continue;
    checkCases(set, manifest, record.partial === true);
    manifests.set(set.name, manifest);
  }
  return manifests;
}

function checkSets(record: RunRecord, wanted: readonly string[]): void {
  const there = new Set(record.sets.map(({ name }) => name));
  const absent = wanted.filter((name) => !there.has(name));
  if (absent.length === 0) return;
  const names = absent.map((name) => `\`${name}\``).join(', ');
  throw new ResultsError('missing', `The results leave out ${names}.`);
}

function checkCases(set: RunRecord['sets'][number], manifest: Manifest, partial: boolean): void {
  const unknown = set.cases.filter(({ id }) => !manifest.has(id)).length;
  if (unknown > 0) throw strange(`${cases(unknown)} of \`${set.name}\``);
  const forged = set.cases.filter((stamp) => isForged(stamp, manifest)).length;
  if (forged > 0) throw strange(`${cases(forged)} of \`${set.name}\` with another content`);
  const there = new Set(set.cases.map(({ id }) => id));
  const absent = [...manifest].filter(([id, { disabled }]) => !disabled && !there.has(id)).length;
  if (absent === 0 || partial) return;
  throw new ResultsError('missing', `The results leave out ${cases(absent)} of \`${set.name}\`.`);
}

/** The name of a case is not enough: what was asked under it must be what the commit asks. */
function isForged({ id, hash }: CaseStamp, manifest: Manifest): boolean {
  const written = manifest.get(id)?.hash;
  return written !== undefined && written !== hash;
}

function unreadable(path: string): ResultsError {
  const name = path.replaceAll(/[^\w./-]/g, '?').slice(0, 200);
  return new ResultsError(
    'no-files',
    `The results cannot be held against the tested commit: its \`${name}\` is missing or cannot be read.`,
  );
}

function strange(what: string): ResultsError {
  return new ResultsError(
    'unknown-case',
    `The results hold ${what}, which the tested commit does not have.`,
  );
}

const cases = (count: number): string => `${count} ${count === 1 ? 'case' : 'cases'}`;
