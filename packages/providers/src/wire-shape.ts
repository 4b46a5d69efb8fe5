import type { FaultError, Usage } from '@pawl/core';
import type { z } from 'zod';

import { excerpt } from './excerpt.ts';
import { faultOf } from './fault-of.ts';
import { present } from './present.ts';

/** Reads a provider's JSON by its schema; another shape is the fault `bad-response`, with its start. */
export function readShape<T>(schema: z.ZodType<T>, value: unknown, provider: string): T {
  const reading = schema.safeParse(value);
  if (reading.success) return reading.data;
  throw wrongShape(value, provider, reading.error.issues[0]?.path.join('.') ?? '');
}

/** The fault of a JSON answer that is not what the provider's API promises. */
export function wrongShape(value: unknown, provider: string, where: string): FaultError {
  const at = where === '' ? '' : ` (at ${where})`;
  const shown = excerpt(JSON.stringify(value) ?? typeof value);
  return faultOf('bad-response', `${provider} answered in an unknown shape${at}: ${shown}`);
}

/** Token counts as told; one that is not a count is left out. */
export function readUsage(told: {
  readonly input?: unknown;
  readonly cached?: unknown;
  readonly output?: unknown;
}): Usage | undefined {
  const usage = present({
    inputTokens: readTokens(told.input),
    cachedInputTokens: readTokens(told.cached),
    outputTokens: readTokens(told.output),
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}

function readTokens(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
