import { verdictDocument } from '@pawl/report';
import { isCorruptRun } from '@pawl/runner';

import { explainUsage } from './explain-usage.ts';
import { corruptVerdict } from './path/corrupt-run.ts';
import { jsonText } from './path/write-reports.ts';
import type { World } from './world.ts';

/** Says which line of a run's record is damaged and what to do; whether the error was one of that kind. */
export function explainCorrupt(world: World, error: unknown): boolean {
  if (!isCorruptRun(error)) return false;
  explainUsage(world, { message: error.message, hint, problems: [] });
  if (world.args.includes('--json')) {
    world.stdout.write(jsonText(verdictDocument(corruptVerdict(error))));
  }
  return true;
}

const hint =
  'Put the folder back from a copy, or run again with `pawl run`: answers that the cache holds cost nothing.';
