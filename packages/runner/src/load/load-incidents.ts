import {
  type Definition,
  formatPlace,
  type Incident,
  parseIncidentFile,
  parseWaiverFile,
  type Problem,
  type TextMap,
  type Waiver,
} from '@pawl/core';

import type { FileSource } from './file-source.ts';
import { readFileText } from './read-file.ts';

/** One file of a folder, read. */
export interface Loaded<T> {
  readonly value: T;
  readonly text: TextMap;
}

/** The files of a folder, and every mistake. */
export interface LoadedFiles<T> {
  readonly items: readonly Loaded<T>[];
  readonly problems: readonly Problem[];
}

/** Loads `incidents/**` of the evals folder; an id that stands twice is a mistake that names both places. */
export async function loadIncidents(
  source: FileSource,
  evals: string,
): Promise<LoadedFiles<Incident>> {
  const read = await loadFolder(source, `${evals}/incidents`, parseIncidentFile);
  const known = new Map<string, Incident>();
  const twice: Problem[] = [];
  for (const { value, text } of read.items) {
    const first = known.get(value.id);
    if (first === undefined) known.set(value.id, value);
    else twice.push(duplicateIncident(value, first, text));
  }
  return { ...read, problems: [...read.problems, ...twice] };
}

/** Loads `waivers/**` of the evals folder. */
export function loadWaivers(source: FileSource, evals: string): Promise<LoadedFiles<Waiver>> {
  return loadFolder(source, `${evals}/waivers`, parseWaiverFile);
}

async function loadFolder<T>(
  source: FileSource,
  folder: string,
  parse: (text: string, file: string) => Definition<T>,
): Promise<LoadedFiles<T>> {
  const items: Loaded<T>[] = [];
  const problems: Problem[] = [];
  for (const file of await source.find(['**/*.{yaml,yml}'], folder)) {
    const read = await readFileText(source, file);
    if (read.kind === 'trouble') {
      problems.push(read.problem);
      continue;
    }
    const definition = parse(read.text, file);
    problems.push(...definition.problems);
    if (definition.value !== undefined) items.push({ value: definition.value, text: definition });
  }
  return { items, problems };
}

function duplicateIncident({ id }: Incident, first: Incident, text: TextMap): Problem {
  return {
    code: 'duplicate-incident',
    place: text.locate(['id']),
    message: `Duplicate incident ${id}: it stands already at ${formatPlace(first.place)}`,
    hint: 'Give one of the two incidents another id.',
    severity: 'error',
  };
}
