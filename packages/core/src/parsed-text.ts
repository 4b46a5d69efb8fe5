import type { LineCounter } from 'yaml';

import { isJsonObject, type Json } from './json.ts';
import type { Place } from './place.ts';
import type { Problem } from './problem.ts';

/** The way from a document's root to one of its parts: keys and list indexes. */
export type Path = readonly (string | number)[];

/** Finds the parts of a text. */
export interface TextMap {
  /** Where the value at a path stands; for a part that is missing, its nearest ancestor. */
  readonly locate: (path: Path) => Place;
  /** Where the key at a path stands. */
  readonly locateKey: (path: Path) => Place;
  /** A number as its author wrote it, where reading it lost something. */
  readonly written: (path: Path) => string | undefined;
}

/** A parsed text: its value, every mistake of its syntax, and where each part stands. */
export interface ParsedText extends TextMap {
  readonly file: string;
  /** Left out when the text could not be read. */
  readonly value?: Json;
  readonly problems: readonly Problem[];
}

/** Where one value stands in a text, and its children by key or index. */
export interface Spot {
  readonly offset: number;
  readonly keyOffset?: number;
  /** The source of a number whose spelling the value no longer shows. */
  readonly written?: string;
  readonly children?: ReadonlyMap<string, Spot>;
}

/** What a parser knows when it is done. */
export interface Reading {
  readonly file: string;
  readonly value?: Json;
  readonly root?: Spot;
  readonly problems: readonly Problem[];
  readonly lines: LineCounter;
}

/** Turns what a parser knows into a parsed text. */
export function toParsedText({ file, value, root, problems, lines }: Reading): ParsedText {
  const placeAt = (offset: number | undefined): Place => toPlace(file, lines, offset);
  return {
    file,
    ...(value === undefined ? {} : { value }),
    problems,
    locate: (path) => placeAt(findSpot(root, path)?.offset),
    locateKey: (path) => {
      const spot = findSpot(root, path);
      return placeAt(spot?.keyOffset ?? spot?.offset);
    },
    written: (path) => findSpot(root, path)?.written,
  };
}

/** The place of an offset; without one, the file's first character. */
export function toPlace(file: string, lines: LineCounter, offset = 0): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** The value at a path; `undefined` when nothing is there. */
export function valueAt(root: Json | undefined, path: Path): Json | undefined {
  let value = root;
  for (const step of path) value = valueIn(value, step);
  return value;
}

function valueIn(value: Json | undefined, step: string | number): Json | undefined {
  if (isJsonObject(value)) return Object.hasOwn(value, step) ? value[String(step)] : undefined;
  return Array.isArray(value) ? value[Number(step)] : undefined;
}

/** The name of a path for people: `scorers[1].name`. */
export function pathName(path: Path): string {
  let name = '';
  for (const step of path) {
    if (typeof step === 'number') name += `[${step}]`;
    else name += name === '' ? step : `.${step}`;
  }
  return name;
}

function findSpot(root: Spot | undefined, path: Path): Spot | undefined {
  let spot = root;
  for (const step of path) {
    const next = spot?.children?.get(String(step));
    if (next === undefined) return spot;
    spot = next;
  }
  return spot;
}
