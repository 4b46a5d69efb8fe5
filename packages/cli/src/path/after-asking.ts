import { exitCodes, isUsageError, type ExitCode } from '@pawl/core';

import { explainUsage } from '../explain-usage.ts';
import type { World } from '../world.ts';

/** Once models were asked nothing ends with 2 any more, which says that nothing was run: the answers are kept, and there is no verdict. */
export async function afterAsking(
  world: World,
  runId: string,
  act: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await act();
  } catch (error) {
    if (!isUsageError(error)) throw error;
    const { message, problems } = error;
    const hint = `Mend that; what was answered is kept. Go on with \`pawl gate ${runId}\`, and not with a new run.`;
    explainUsage(world, { message, problems, hint });
    return exitCodes.inconclusive;
  }
}
