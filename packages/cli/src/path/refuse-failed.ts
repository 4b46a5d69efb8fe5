import { formatBaseline, type BaselineAnswer, type RunRecord } from '@pawl/core';
import { acceptFailures } from '@pawl/gate';

import { findBaselines, type Cell } from './find-baselines.ts';
import { judgeRun } from './judge-run.ts';
import { refuseUnfit } from './refuse-unfit.ts';
import type { Workroom } from './workroom.ts';

/**
 * Judges a run that is about to be accepted, whatever verdict lies beside it: against what a check of it is held against,
 * and against the files that it would replace where they say something else.
 */
export async function refuseFailed(
  room: Workroom,
  record: RunRecord,
  cells: readonly Cell[],
): Promise<void> {
  const search = { project: room.project, store: room.store, env: {} };
  const automatic = await findBaselines(search, cells);
  const files = await findBaselines(search, cells, { baseline: 'file' });
  try {
    for (const baselines of differing(automatic, files)) {
      const verdict = await judgeRun(room, { record, baselines });
      refuseUnfit(record, acceptFailures(verdict, cells));
    }
  } finally {
    await room.close();
  }
}

/** The answers of both looks; once where no file holds other values. */
function differing(
  automatic: readonly BaselineAnswer[],
  files: readonly BaselineAnswer[],
): readonly (readonly BaselineAnswer[])[] {
  const known = new Set(automatic.map(textOf));
  const isNew = (answer: BaselineAnswer): boolean =>
    answer.kind === 'found' && !known.has(textOf(answer));
  return files.some(isNew) ? [automatic, files] : [automatic];
}

const textOf = (answer: BaselineAnswer): string =>
  answer.kind === 'found' ? formatBaseline(answer.baseline) : answer.kind;
