import { FaultError, type Usage } from '@pawl/core';
import type { z } from 'zod';

import { excerpt } from './excerpt.ts';
import { isJsonObject } from './json-object.ts';
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
  const message = `${provider} answered in an unknown shape${at}: ${shown}`;
  const usage = usageWithin(value);
  const billed = usage === undefined ? undefined : { usage };
  return new FaultError({ code: 'bad-response', message }, { billed });
}

/** What an answer says of its tokens, in the words of either provider, whatever else is wrong with it. */
function usageWithin(value: unknown): Usage | undefined {
  const told = isJsonObject(value) ? value['usage'] : undefined;
  if (!isJsonObject(told)) return undefined;
  return readUsage({
    input: told['prompt_tokens'] ?? told['input_tokens'],
    output: told['completion_tokens'] ?? told['output_tokens'],
  });
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
