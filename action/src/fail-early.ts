import { isUsageError } from '@pawl/core';
import type { ExitCode } from '@pawl/core';

import type { End } from './end.ts';
import type { NoVerdict } from './no-verdict.ts';
import { setOutputs } from './outputs.ts';
import type { World } from './world.ts';

/** Ends red where nothing is known yet of where a verdict would be said: in the log and the outputs alone. */
export function failEarly(end: NoVerdict, world: World): ExitCode {
  sayEnd(end, world);
  for (const detail of end.details) world.log(detail);
  try {
    setOutputs({ verdict: 'none', exitCode: end.exitCode, summary: end.sentence });
  } catch (error) {
    if (!isUsageError(error)) throw error;
  }
  return end.exitCode;
}

/** The one sentence of an end without a verdict, for the log. */
export function sayEnd(end: End, world: World): void {
  if (end.kind !== 'no-verdict') return;
  world.log(end.hint === undefined ? end.sentence : `${end.sentence} ${end.hint}`);
}
