import type { CaseContent, CaseRow, Place, Problem, TextMap } from '@pawl/core';

/** One row of a case file: the case when it could be read, and every mistake. */
export interface FoundRow {
  readonly value?: CaseRow;
  /** Of a case that could not be read, where it has one. */
  readonly id?: string;
  readonly place: Place;
  /** Reads the content of a long row again, so that it need not stay in memory. */
  readonly again?: () => CaseContent;
  readonly problems: readonly Problem[];
  /** Finds the parts of the row; asked for only when there is something to place. */
  readonly map: () => TextMap;
}

/** A row that is nothing but a problem. */
export function troubled(problem: Problem): FoundRow {
  const { place } = problem;
  const locate = (): Place => place;
  const map = { locate, locateKey: locate, written: () => undefined };
  return { place, problems: [problem], map: () => map };
}
