import type { CaseRow, Place, Problem, TextMap } from '@pawl/core';

/** One row of a case file: the case when it could be read, and every mistake. */
export interface FoundRow {
  readonly value?: CaseRow;
  readonly place: Place;
  readonly problems: readonly Problem[];
  /** Finds the parts of the row; asked for only when there is something to place. */
  readonly map: () => TextMap;
}

/** A map for a row of which only one place is known. */
export function flatMap(place: Place): TextMap {
  return { locate: () => place, locateKey: () => place, written: () => undefined };
}

/** Rows that hold nothing but problems. */
export function troubled(problem: Problem): FoundRow {
  return { place: problem.place, problems: [problem], map: () => flatMap(problem.place) };
}
