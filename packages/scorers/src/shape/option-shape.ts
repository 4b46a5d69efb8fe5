import type { z } from 'zod';

/** The schemas of options that may all be left out, to spread into a scorer's own. */
export type OptionShape<O> = {
  readonly [K in keyof O]-?: z.ZodExactOptional<z.ZodType<Exclude<O[K], undefined>>>;
};
