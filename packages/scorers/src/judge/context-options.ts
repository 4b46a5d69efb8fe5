import { z } from 'zod';

import { judgeOptions, type JudgeOptions } from './judge-model.ts';

/** Options of the judges that need the context of an answer. */
export interface ContextOptions extends JudgeOptions {
  /** Dotted path from `input`, `expected`, `metadata` (of the case) or `row` (of the output). */
  readonly context?: string;
}

/** The schema of `ContextOptions`. */
export const contextOptions: z.ZodType<ContextOptions> = z.strictObject({
  ...judgeOptions,
  context: z
    .string()
    .regex(
      /^(?:input|expected|metadata|row)(?:\.|$)/,
      'begin with input, expected, metadata or row',
    )
    .describe(
      'dotted path to the context, from input, expected, metadata or row; default metadata.context',
    )
    .exactOptional(),
});

/** Where the context stands. */
export function contextPath({ context }: ContextOptions): string {
  return context ?? 'metadata.context';
}
