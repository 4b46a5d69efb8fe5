import type { Series } from './build-history.ts';
import type { CellFacts } from './run-facts.ts';

/** What became of one case in one run: every trial passed, none, some; no answer; not part of the run. */
export type CaseState = 'passed' | 'failed' | 'mixed' | 'faulted' | 'absent';

/** One case on one target over time. */
export interface CaseCourse {
  readonly case: string;
  /** One a point of the series, oldest first. */
  readonly states: readonly CaseState[];
  /** Changes from passed to failed or back, mixed and missing ones stepped over. */
  readonly flips: number;
  /** How often it broke after it had been mended: failed, passed, failed again. */
  readonly rebroken: number;
}

/** The course of every case that the newest run still has, in its order. */
export function caseCourses(series: Pick<Series, 'points'>): readonly CaseCourse[] {
  const newest = series.points.at(-1)?.cell;
  const places = series.points.map(({ cell }) => indexOf(cell, newest));
  return (newest?.cases ?? []).map((id, at) => {
    const states = series.points.map(({ cell }, point) => {
      const where = places[point]?.get(id) ?? (places[point] === undefined ? at : undefined);
      return where === undefined ? 'absent' : stateAt(cell, where);
    });
    return { case: id, states, ...countTurns(states) };
  });
}

/** Positions by id; nothing where the cell has the same cases at the same positions as the newest one. */
function indexOf(
  cell: CellFacts,
  newest: CellFacts | undefined,
): ReadonlyMap<string, number> | undefined {
  const same =
    newest !== undefined &&
    newest.cases.length === cell.cases.length &&
    newest.cases.every((id, at) => cell.cases[at] === id);
  return same ? undefined : new Map(cell.cases.map((id, at) => [id, at]));
}

/** The state of the case at a position of a cell. */
export function stateAt(cell: CellFacts, at: number): CaseState {
  const answered = cell.answered[at] ?? 0;
  const passed = cell.passed[at] ?? 0;
  if (answered === 0) return 'faulted';
  if (passed === answered) return 'passed';
  return passed === 0 ? 'failed' : 'mixed';
}

function countTurns(states: readonly CaseState[]): Pick<CaseCourse, 'flips' | 'rebroken'> {
  const clear = states.filter((state) => state === 'passed' || state === 'failed');
  const turns = clear.filter((state, at) => at > 0 && state !== clear[at - 1]);
  const falls = turns.filter((state) => state === 'failed').length;
  return { flips: turns.length, rebroken: clear[0] === 'failed' ? falls : Math.max(0, falls - 1) };
}
