import type {
  JsonObject,
  Opinion,
  Score,
  ScorerDefinition,
  ScorerPorts,
  ScorerSpec,
  Subject,
} from '@pawl/core';

import { messageOf } from './opinion.ts';

/** Gives every score of one output; never throws. */
export type RunScorer = (subject: Subject, options?: ScoreOptions) => Promise<readonly Score[]>;

/** How long a scorer is waited for. */
export interface ScoreOptions {
  /** The user's stop. */
  readonly signal?: AbortSignal;
  /** Begins the time limit of a scorer that did not answer at once. */
  readonly limit?: () => AbortSignal;
}

/**
 * A scorer as a set uses it, ready to score: names its scores, and turns what is thrown, out of range
 * or late into unscored. One opinion bears the scorer's name; of several, each is `name.opinion`.
 */
export function makeScorer(
  spec: Pick<ScorerSpec, 'name' | 'options'>,
  definition: ScorerDefinition,
  ports: ScorerPorts,
): RunScorer {
  const missing = (definition.needs ?? []).filter((port) => ports[port] === undefined);
  if (missing.length > 0) {
    const reason = `${definition.type} needs ${missing.join(', ')}, which is not available here`;
    return () => Promise.resolve([unscoredAs(spec.name, reason)]);
  }
  return async (subject, { signal, limit } = {}) => {
    const withSignal = signal === undefined ? ports : { ...ports, signal };
    try {
      const given = definition.score(subject, spec.options, withSignal);
      const answer =
        given instanceof Promise ? await beforeAbort(given, [withSignal.signal, limit?.()]) : given;
      return toScores(spec.name, answer);
    } catch (error) {
      return [unscoredAs(spec.name, `The scorer threw: ${messageOf(error)}`)];
    }
  };
}

async function beforeAbort<T>(
  promise: Promise<T>,
  ends: readonly (AbortSignal | undefined)[],
): Promise<T> {
  const signal = AbortSignal.any(ends.filter((end) => end !== undefined));
  const { promise: late, reject } = Promise.withResolvers<never>();
  const stop = (): void =>
    reject(new Error('stopped before it answered (time limit or cancelled)'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, late]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function toScores(name: string, answer: Opinion | readonly Opinion[]): readonly Score[] {
  if (!isList(answer)) return [toScore(name, answer)];
  if (answer.length === 0) return [unscoredAs(name, 'The scorer gave no opinion')];
  const only = answer.length === 1 ? answer[0] : undefined;
  if (only !== undefined) return [toScore(name, only)];
  const seen = new Set<string>();
  return answer.map((opinion, index) => {
    const wanted = opinion.scorer === undefined ? name : `${name}.${opinion.scorer}`;
    const own = seen.has(wanted) ? `${wanted}.${index + 1}` : wanted;
    seen.add(own);
    return toScore(own, opinion);
  });
}

function isList(answer: Opinion | readonly Opinion[]): answer is readonly Opinion[] {
  return Array.isArray(answer);
}

function toScore(scorer: string, opinion: Opinion): Score {
  if (opinion.kind === 'unscored') return unscoredAs(scorer, opinion.reason);
  const { value, reason, metadata } = opinion;
  if (!isShare(value)) {
    return unscoredAs(
      scorer,
      `The scorer gave ${String(value)}, which is not a number from 0 to 1`,
    );
  }
  return {
    kind: 'scored',
    scorer,
    value: value === 0 ? 0 : value,
    ...(reason === undefined ? {} : { reason }),
    ...(metadata === undefined ? {} : { metadata: plainMetadata(metadata) }),
  };
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** Metadata as JSON holds it: a record never carries what cannot be written and read again. */
function plainMetadata(metadata: JsonObject): JsonObject {
  const plain: JsonObject = JSON.parse(JSON.stringify(metadata));
  return plain;
}

function unscoredAs(scorer: string, reason: string): Score {
  return { kind: 'unscored', scorer, reason };
}
