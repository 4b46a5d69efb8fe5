import { expect, test } from 'vitest';

import { foldRun } from './fold-run.ts';
import type { JudgeCalls, RunEvent } from './run-event.ts';

const at = '2026-11-20T12:00:00.000Z';

function runWith(...judges: readonly (JudgeCalls | undefined)[]): readonly RunEvent[] {
  const start: RunEvent = {
    type: 'run-started',
    format: 1,
    runId: 'r',
    at,
    harness: '1.0.0',
    sets: [],
    targets: [],
    planDigest: 'd',
    planned: 0,
  };
  return [
    start,
    ...judges.map((one): RunEvent => ({
      type: 'run-finished',
      at,
      ...(one === undefined ? {} : { judges: one }),
    })),
  ];
}

test('what every process of a run paid its judges is added up', () => {
  const { judges } = foldRun(
    runWith({ calls: 3, costUsd: 0.5 }, undefined, { calls: 2, costUsd: 0.25 }),
  );
  expect(judges).toEqual({ calls: 5, costUsd: 0.75 });
});

test('one unknown price makes the whole unknown, never nothing', () => {
  expect(foldRun(runWith({ calls: 3, costUsd: 0.5 }, { calls: 1 })).judges).toEqual({ calls: 4 });
  expect(foldRun(runWith(undefined)).judges).toBeUndefined();
});
