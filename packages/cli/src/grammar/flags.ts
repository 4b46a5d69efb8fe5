import type { Shard } from '@pawl/core';

import type { ReporterChoice } from './values.ts';

/** Flags that every command honours. */
export interface GlobalFlags {
  readonly json?: boolean;
  readonly cwd?: string;
  readonly config?: string;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** Flags of `run`; `check` has them too. */
export interface RunFlags extends GlobalFlags {
  readonly target?: readonly string[];
  readonly case?: readonly string[];
  readonly tag?: readonly string[];
  readonly trials?: number;
  readonly concurrency?: number;
  readonly cache?: CacheMode;
  readonly resume?: string | true;
  readonly maxCost?: number;
  readonly shard?: Shard;
  readonly failed?: string;
  readonly plan?: boolean;
  readonly reporter?: readonly ReporterChoice[];
}

/** What the response cache may do. */
type CacheMode = 'use' | 'refresh' | 'off' | 'only';

/** Flags of `gate`. */
export interface GateFlags extends GlobalFlags {
  readonly baseline?: string;
  readonly against?: string;
  readonly reporter?: readonly ReporterChoice[];
  readonly selfTest?: boolean;
}

/** Flags of `check`. */
export interface CheckFlags extends RunFlags, GateFlags {
  readonly confirm?: number;
}
