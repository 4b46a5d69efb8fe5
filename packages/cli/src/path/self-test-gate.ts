import { exitCodes, UsageError, type ExitCode, type RunRecord } from '@pawl/core';
import { selfTest } from '@pawl/gate';
import { renderSelfTest } from '@pawl/report';

import type { GlobalFlags } from '../grammar/flags.ts';
import type { World } from '../world.ts';
import { canvasOf } from './canvas-of.ts';
import { jsonText } from './write-reports.ts';

/** Tries the gate on a run: seeds defects into it and innocent changes, and says how many were told apart. */
export function selfTestGate(world: World, flags: GlobalFlags, record: RunRecord): ExitCode {
  const report = selfTest([record]);
  if (report.caught.of === 0) {
    throw new UsageError('unfit-run', `Run ${record.runId} cannot be made certainly worse.`, {
      hint: 'Take a whole run with more cases that pass: `pawl gate <run> --self-test`.',
    });
  }
  if (flags.json === true) world.stdout.write(jsonText({ format: 1, ...report }));
  else world.stdout.write(renderSelfTest(report, canvasOf(world, world.stdout, flags)));
  return report.rows.every((row) => row.right) ? exitCodes.pass : exitCodes.fail;
}
