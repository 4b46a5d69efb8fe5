import { exitCodes, UsageError, type ExitCode } from '@pawl/core';
import { compareRuns, type RunSide } from '@pawl/gate';
import { compareDocument, renderComparison, renderComparisonsCsv } from '@pawl/report';
import type { RunStore } from '@pawl/runner';

import type { CompareFlags } from '../grammar/records.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { openHistory } from '../path/open-history.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl compare`: two runs, or two targets, case by case. It informs and never blocks. */
export async function compare(
  world: World,
  [before = '', after = '']: readonly string[],
  flags: CompareFlags,
): Promise<ExitCode> {
  const { store } = await openHistory(world, flags);
  const sides = {
    baseline: await readSide(store, before),
    candidate: await readSide(store, after),
  };
  const comparisons = compareRuns(sides.baseline, sides.candidate);
  if (flags.format === 'csv') world.stdout.write(renderComparisonsCsv(comparisons));
  else if (flags.json === true || flags.format === 'json')
    world.stdout.write(jsonText(compareDocument(comparisons)));
  else world.stdout.write(renderComparison(comparisons, canvasOf(world, world.stdout, flags)));
  return exitCodes.pass;
}

/** Reads `<run>` or `<run>:<target>`. */
async function readSide(store: RunStore, asked: string): Promise<RunSide> {
  const colon = asked.indexOf(':');
  const runId = await store.resolve(colon === -1 ? asked : asked.slice(0, colon));
  const record = await store.record(runId);
  if (colon === -1) return { record };
  const target = asked.slice(colon + 1);
  const known = record.targets.map((stamp) => stamp.name);
  if (known.includes(target)) return { record, target };
  throw new UsageError('unknown-target', `Run ${runId} has no target ${target}.`, {
    hint: `It ran on ${known.join(', ')}.`,
  });
}
