import type { RunRecord, Verdict } from '@pawl/core';
import { addPastFlips, type EarlierRun } from '@pawl/gate';

import { openIndex } from './open-index.ts';
import type { Workroom } from './workroom.ts';

/** Earlier runs of a set on a target that are read. */
const mostRuns = 10;

/** The verdict with what the runs before know of its flaky cases; where it has none, nothing is read. */
export async function tellPastFlips(
  room: Workroom,
  record: RunRecord,
  verdict: Verdict,
): Promise<Verdict> {
  const cells = verdict.findings.flatMap(({ code, set, target }) =>
    code === 'flaky' && set !== undefined && target !== undefined ? [{ set, target }] : [],
  );
  if (cells.length === 0) return verdict;
  const runs = await listEarlier(room, record, cells);
  return addPastFlips(verdict, await readEarlier(room, runs));
}

interface Cell {
  readonly set: string;
  readonly target: string;
}

interface ListedRun extends Cell {
  readonly runId: string;
}

/** Those that began before the judged one, the oldest first. */
async function listEarlier(
  { world, project, store }: Workroom,
  { startedAt, runId: judged }: RunRecord,
  cells: readonly Cell[],
): Promise<readonly ListedRun[]> {
  const index = await openIndex(world, project.root, store);
  try {
    return cells.flatMap((cell) =>
      index
        .listRuns(cell)
        .filter((head) => head.startedAt <= startedAt && head.runId !== judged)
        .slice(0, mostRuns)
        .map(({ runId }) => ({ ...cell, runId }))
        .toReversed(),
    );
  } finally {
    index.close();
  }
}

async function readEarlier(
  { project, store }: Workroom,
  runs: readonly ListedRun[],
): Promise<readonly EarlierRun[]> {
  const { keptFolder, readRun } = await import('../report/read-history.ts');
  const earlier: EarlierRun[] = [];
  for (const { runId, set, target } of runs) {
    const facts = await readRun(store, runId, { keptIn: keptFolder(project.root) });
    const cell =
      'why' in facts
        ? undefined
        : facts.cells.find((one) => one.set === set && one.target === target);
    const cases = cell?.cases.map((id, at) => {
      const counts = { passed: cell.passed[at] ?? 0, answered: cell.answered[at] ?? 0 };
      return [id, counts] as const;
    });
    if (cases !== undefined) earlier.push({ set, target, cases: new Map(cases) });
  }
  return earlier;
}
