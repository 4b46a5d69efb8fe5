import { randomBytes } from 'node:crypto';

import type { EvalSet, Output, PlannedTrial, Score, ScorerPorts, ScorerSpec } from '@pawl/core';
import { catalog, makeScorer, type RunScorer } from '@pawl/scorers/by-name';

/** An answer on its way to the scorers. */
interface AnswerToScore {
  readonly output: Output;
  readonly durationMs?: number;
  readonly costUsd?: number;
}

/** Scores one answered trial with every scorer of its set and case. */
export type TrialScorer = (
  trial: Pick<PlannedTrial, 'set' | 'case'>,
  answer: AnswerToScore,
  signal?: AbortSignal,
) => Promise<readonly Score[]>;

/** Makes each scorer once and keeps it; `portsFor` gives the effects that a set's scorers may ask for. */
export function trialScorer(portsFor: (set: EvalSet) => ScorerPorts): TrialScorer {
  const made = new Map<ScorerSpec, RunScorer>();
  const scorerOf = (spec: ScorerSpec, set: EvalSet): RunScorer => {
    const known = made.get(spec);
    if (known !== undefined) return known;
    const scorer = makeKnownScorer(spec, portsFor(set));
    made.set(spec, scorer);
    return scorer;
  };
  return async ({ set, case: evalCase }, answer, signal) => {
    const subject = {
      input: evalCase.input,
      ...(evalCase.expected === undefined ? {} : { expected: evalCase.expected }),
      case: {
        id: evalCase.id,
        tags: evalCase.tags,
        ...(evalCase.metadata === undefined ? {} : { metadata: evalCase.metadata }),
      },
      ...answer,
    };
    const stop = signal === undefined ? {} : { signal };
    const scores: Score[] = [];
    for (const spec of [...set.scorers, ...evalCase.scorers]) {
      const scorer = scorerOf(spec, set);
      scores.push(...(await withPatience(spec, (limit) => scorer(subject, { limit, ...stop }))));
    }
    return scores;
  };
}

/** Code that never answers must not hold up a run; a judge may have to wait for its provider. */
const patienceMs = { code: 120_000, judge: 900_000 };

async function withPatience<T>(
  { judge }: ScorerSpec,
  act: (limit: () => AbortSignal) => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = (): AbortSignal => {
    const late = new AbortController();
    const ms = judge === undefined ? patienceMs.code : patienceMs.judge;
    timer = setTimeout(() => late.abort(), ms).unref(); // where nothing else is left to wait for, the process ends and says so
    return late.signal;
  };
  try {
    return await act(limit);
  } finally {
    clearTimeout(timer);
  }
}

function makeKnownScorer(spec: ScorerSpec, ports: ScorerPorts): RunScorer {
  const definition = catalog.get(spec.type);
  if (definition === undefined)
    throw new Error(`No scorer of type ${spec.type}: the loader lets only known ones through`);
  return makeScorer(spec, definition, ports);
}

/** A random token of 128 bits, drawn anew at each call. */
export const drawNonce = (): string => randomBytes(16).toString('hex');
