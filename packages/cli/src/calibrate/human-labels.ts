import { isJsonObject, type Json, type JsonObject, type ScorerSpec } from '@pawl/core';

/** Where the labels of people stand, and how to read those of a recorded row. */
export interface HumanLabels {
  /** Paths into the row. */
  readonly paths: readonly string[];
  readonly read: (row: JsonObject | undefined) => readonly boolean[];
  /** What stands where a label should and is none. */
  readonly odd: (row: JsonObject | undefined) => readonly OddLabel[];
}

/** A value that is no label, and its path in the row. */
interface OddLabel {
  readonly path: string;
  readonly value: Json;
}

const usualPaths = ['published.human_correct', 'human'];

/** Labels from the fields that are named, else from a `field` scorer `human`, else from the usual fields. */
export function humanLabels(
  scorers: readonly ScorerSpec[],
  asked: readonly string[] | undefined,
): HumanLabels {
  if (asked !== undefined) {
    const paths = asked.map((name) => fieldOf(scorers, name) ?? name);
    const read: HumanLabels['read'] = (row) =>
      paths.flatMap((path) => labelsIn(valueAt(row, path)));
    return { paths, read, odd: (row) => oddLabels(row, paths) };
  }
  const named = fieldOf(scorers, 'human');
  const paths = named === undefined ? usualPaths : [named];
  return { paths, read: (row) => firstLabels(row, paths), odd: (row) => oddLabels(row, paths) };
}

/** The path that a `field` scorer of this name reads. */
function fieldOf(scorers: readonly ScorerSpec[], name: string): string | undefined {
  const spec = scorers.find((one) => one.type === 'field' && one.name === name);
  const path = spec?.options['path'];
  return typeof path === 'string' ? path : undefined;
}

function firstLabels(row: JsonObject | undefined, paths: readonly string[]): readonly boolean[] {
  for (const path of paths) {
    const labels = labelsIn(valueAt(row, path));
    if (labels.length > 0) return labels;
  }
  return [];
}

function valueAt(row: JsonObject | undefined, path: string): Json | undefined {
  let value: Json | undefined = row;
  for (const step of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

function oddLabels(row: JsonObject | undefined, paths: readonly string[]): readonly OddLabel[] {
  return paths.flatMap((path) => {
    const value = valueAt(row, path) ?? null;
    const values: readonly Json[] = Array.isArray(value) ? value : [value];
    return values
      .filter((one) => one !== null && one !== '' && labelsIn(one).length === 0)
      .map((one) => ({ path, value: one }));
  });
}

/** A truth value, a number from 0 to 1 (passed from a half), or a list with one of these of each person. */
function labelsIn(value: Json | undefined): readonly boolean[] {
  if (Array.isArray(value)) return value.flatMap((one: Json) => labelsIn(one));
  if (typeof value === 'boolean') return [value];
  if (typeof value === 'number' && value >= 0 && value <= 1) return [value >= 0.5];
  return [];
}
