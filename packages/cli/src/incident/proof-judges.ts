import { createHash } from 'node:crypto';

import {
  canonicalText,
  type Completion,
  type EvalSet,
  type ModelRequest,
  type Output,
  type ScorerPorts,
} from '@pawl/core';
import type { ResponseCache } from '@pawl/runner';

import { trialScorer, type TrialScorer } from '../path/score-trial.ts';
import { scorerPorts } from '../path/scorer-ports.ts';
import type { Workroom } from '../path/workroom.ts';

/**
 * Scores outputs of proofs: a judge is asked once for the same output, and its answer is kept in the cache.
 * Its fences are drawn from what they enclose, so that the same question stays the same.
 */
export function proofScorer(room: Workroom, cache: ResponseCache): TrialScorer {
  return (trial, answer, signal) => {
    const seed = sha256(canonicalText([trial.case.hash, JSON.stringify(answer.output)]));
    const portsFor = (set: EvalSet): ScorerPorts => portsOfProof(set, { room, cache, seed });
    return trialScorer(portsFor)(trial, answer, signal);
  };
}

interface ProofPorts {
  readonly room: Workroom;
  readonly cache: ResponseCache;
  readonly seed: string;
}

function portsOfProof(set: EvalSet, { room, cache, seed }: ProofPorts): ScorerPorts {
  const { world, host, project, calls } = room;
  const ports = scorerPorts(set, { world, host, project, calls });
  const { complete } = ports;
  let drawn = 0;
  return {
    ...ports,
    nonce: () => {
      drawn += 1;
      return sha256(`${seed} ${drawn}`).slice(0, 32);
    },
    ...(complete === undefined ? {} : { complete: cached(complete, cache, world.clock) }),
  };
}

type Complete = NonNullable<ScorerPorts['complete']>;

function cached(complete: Complete, cache: ResponseCache, clock: () => number): Complete {
  return async (request, options) => {
    const key = canonicalText(['judge', JSON.stringify(withoutKey(request))]);
    const known = cache.find(key);
    if (known !== undefined) return toCompletion(known.output);
    const start = clock();
    const completion = await complete(request, options);
    if (completion.finish === 'stop')
      cache.keep(key, { output: completion, durationMs: clock() - start });
    return completion;
  };
}

/** The name of the variable that holds the key changes nothing about the answer. */
const withoutKey = ({ apiKeyEnv: _apiKeyEnv, ...request }: ModelRequest): object => request;

const toCompletion = ({ text, finish = 'stop', usage, servedModel }: Output): Completion => ({
  text,
  finish,
  ...(usage === undefined ? {} : { usage }),
  ...(servedModel === undefined ? {} : { servedModel }),
  costUsd: 0,
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
