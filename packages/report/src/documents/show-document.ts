import type { Fault, Json, Output, Score, TrialFinished } from '@pawl/core';
import { faultTraits } from '@pawl/core';
import { z } from 'zod';

import { isFaultCode } from '../words/fault.ts';

/** What `pawl show <run> --json` prints. */
export interface ShowDocument {
  readonly format: 1;
  readonly runId: string;
  readonly trials: readonly ShownTrial[];
}

/** One trial of a run. */
export interface ShownTrial {
  readonly set: string;
  readonly case: string;
  readonly target: string;
  readonly trial: number;
  readonly kind: 'answered' | 'faulted';
  readonly output?: Output;
  readonly fault?: Fault;
  readonly scores: readonly Score[];
  readonly durationMs: number;
  /** US dollars. */
  readonly costUsd?: number;
}

/** The trials of a run as a document. */
export function showDocument(runId: string, trials: Iterable<TrialFinished>): ShowDocument {
  return { format: 1, runId, trials: Array.from(trials, toShown) };
}

function toShown(event: TrialFinished): ShownTrial {
  const { set, target, trial, result } = event;
  const key = { set, case: event.case, target, trial };
  if (result.kind === 'faulted') {
    const { kind, fault, durationMs } = result;
    return { ...key, kind, fault, scores: [], durationMs };
  }
  const { kind, output, scores, durationMs, costUsd } = result;
  return {
    ...key,
    kind,
    ...(output === undefined ? {} : { output }),
    scores,
    durationMs,
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

const json: z.ZodType<Json> = z.json();

const score: z.ZodType<Score> = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('scored'),
    scorer: z.string(),
    value: z.number().min(0).max(1),
    reason: z.string().exactOptional(),
  }),
  z.looseObject({ kind: z.literal('unscored'), scorer: z.string(), reason: z.string() }),
]);

const toolCall = z.object({
  id: z.string().exactOptional(),
  name: z.string(),
  arguments: json,
});

const message = z.object({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string().exactOptional(),
  toolCalls: z.array(toolCall).readonly().exactOptional(),
  toolCallId: z.string().exactOptional(),
  name: z.string().exactOptional(),
});

const output: z.ZodType<Output> = z.looseObject({
  text: z.string(),
  messages: z.array(message).readonly().exactOptional(),
  toolCalls: z.array(toolCall).readonly().exactOptional(),
});

const faultCodes = Object.keys(faultTraits).filter(isFaultCode);

const fault: z.ZodType<Fault> = z.object({
  code: z.enum(faultCodes),
  message: z.string(),
  attempts: z.int().exactOptional(),
  status: z.int().exactOptional(),
  retryAfterMs: z.number().exactOptional(),
});

const trial: z.ZodType<ShownTrial> = z.object({
  set: z.string(),
  case: z.string(),
  target: z.string(),
  trial: z.int().nonnegative(),
  kind: z.enum(['answered', 'faulted']),
  output: output.exactOptional(),
  fault: fault.exactOptional(),
  scores: z.array(score).readonly(),
  durationMs: z.number(),
  costUsd: z.number().exactOptional(),
});

/** The schema of that document. */
export const showDocumentSchema: z.ZodType<ShowDocument> = z.object({
  format: z.literal(1),
  runId: z.string(),
  trials: z.array(trial).readonly(),
});
