import {
  defaultPolicy,
  type CaseRecord,
  type CaseStamp,
  type FaultCode,
  type GatePolicy,
  type RecordCell,
  type RunRecord,
  type ScorerStamp,
  type SetStamp,
  type TargetStamp,
  type TrialRecord,
} from '@pawl/core';

/** One trial in short: a value, a fault by its code, or `unscored`. */
type TrialInShort = number | FaultCode | 'unscored';

/** One case in short: a value for one trial, or all its trials and what its stamp says. */
type CaseInShort = TrialInShort | readonly TrialInShort[] | CaseStory;

/** A case with more to tell. */
export interface CaseStory extends Partial<Omit<CaseStamp, 'id' | 'trials'>> {
  readonly trials: readonly TrialInShort[];
  readonly request?: string;
  readonly planned?: number;
  readonly costUsd?: number;
  readonly durationMs?: number;
}

/** A run in short. */
export interface RecordStory extends Partial<Omit<RunRecord, 'cells' | 'sets' | 'targets'>> {
  readonly set?: string;
  readonly target?: string;
  readonly model?: string;
  readonly transparent?: boolean;
  readonly scorers?: readonly (Partial<ScorerStamp> & { readonly name: string })[];
  readonly policy?: Partial<GatePolicy>;
  readonly cases: Readonly<Record<string, CaseInShort>>;
  /** Prefix of every request's digest: another one means another configuration. */
  readonly configuration?: string;
}

/** A whole run of one set on one target, from the values of its cases. */
export function buildRecord(story: RecordStory): RunRecord {
  const stories = Object.entries(story.cases).map(([id, one]) => [id, toStory(one)] as const);
  const scorers = (story.scorers ?? [{ name: 'right' }]).map(toScorer);
  const context = { story, scorers, stories };
  return {
    format: 1,
    runId: story.runId ?? 'run-1',
    startedAt: story.startedAt ?? '2026-11-20T10:00:00.000Z',
    finishedAt: '2026-11-20T10:05:00.000Z',
    harness: '0.0.0',
    planDigest: 'plan',
    planned: stories.reduce((sum, [, one]) => sum + (one.planned ?? one.trials.length), 0),
    duplicates: 0,
    notes: [],
    ...kept(story),
    sets: [toSet(context)],
    targets: [toTarget(story)],
    cells: [toCell(context)],
  };
}

/** The same run, cut off before it ended. */
export function cutShort({ finishedAt: _finishedAt, ...record }: RunRecord): RunRecord {
  return record;
}

interface StoryContext {
  readonly story: RecordStory;
  readonly scorers: readonly ScorerStamp[];
  readonly stories: readonly (readonly [string, CaseStory])[];
}

function toSet({ story, scorers, stories }: StoryContext): SetStamp {
  const name = story.set ?? 'support';
  return {
    name,
    version: '1.0.0',
    owner: '@owner',
    digest: 'set',
    file: `evals/${name}/set.yaml`,
    targets: [story.target ?? 'bot'],
    scorers,
    policy: { ...defaultPolicy, ...story.policy },
    cases: stories.map(([id, one]) => toStamp(id, one)),
  };
}

function toTarget(story: RecordStory): TargetStamp {
  return {
    name: story.target ?? 'bot',
    provider: 'recorded',
    digest: `target-${story.configuration ?? 'a'}`,
    transparent: story.transparent ?? true,
    ...(story.model === undefined ? {} : { model: story.model }),
  };
}

function toCell(context: StoryContext): RecordCell {
  const { story, stories } = context;
  return {
    set: story.set ?? 'support',
    target: story.target ?? 'bot',
    cases: stories.flatMap(([id, one]) =>
      one.trials.length === 0 ? [] : [toCase(id, one, context)],
    ),
  };
}

/** The story's fields that a record has by the same name. */
function kept(rest: Partial<RecordStory>): Partial<RunRecord> {
  const { stopped, commit, planned, shard, partial, dirty } = rest;
  return {
    ...(stopped === undefined ? {} : { stopped }),
    ...(commit === undefined ? {} : { commit }),
    ...(planned === undefined ? {} : { planned }),
    ...(shard === undefined ? {} : { shard }),
    ...(partial === undefined ? {} : { partial }),
    ...(dirty === undefined ? {} : { dirty }),
  };
}

function toScorer(scorer: Partial<ScorerStamp> & { readonly name: string }): ScorerStamp {
  return {
    type: 'exact',
    digest: `scorer-${scorer.name}`,
    binary: true,
    advisory: false,
    ...scorer,
  };
}

function toStory(one: CaseInShort): CaseStory {
  if (typeof one === 'object' && 'trials' in one) return one;
  return { trials: typeof one === 'object' ? one : [one] };
}

function toStamp(id: string, one: CaseStory): CaseStamp {
  const { trials, request: _request, planned, costUsd: _cost, durationMs: _ms, ...rest } = one;
  return { hash: `hash-${id}`, ...rest, id, trials: planned ?? trials.length };
}

function toCase(id: string, one: CaseStory, context: StoryContext): CaseRecord {
  const request = one.request ?? `${context.story.configuration ?? 'a'}-${id}`;
  const scorers = context.scorers.filter((scorer) => scorer.cases?.includes(id) !== false);
  return {
    case: id,
    hash: one.hash ?? `hash-${id}`,
    request,
    trials: one.trials.map((value, trial) => toTrial(value, { trial, one, scorers })),
  };
}

function toTrial(
  value: TrialInShort,
  context: { trial: number; one: CaseStory; scorers: readonly ScorerStamp[] },
): TrialRecord {
  const { trial, one, scorers } = context;
  const durationMs = one.durationMs ?? 100;
  if (typeof value === 'string' && value !== 'unscored') {
    return { kind: 'faulted', trial, durationMs, fault: { code: value, message: value } };
  }
  return {
    kind: 'answered',
    trial,
    durationMs,
    ...(one.costUsd === undefined ? {} : { costUsd: one.costUsd }),
    scores: scorers.map(({ name: scorer }) =>
      typeof value === 'number'
        ? { kind: 'scored', scorer, value }
        : { kind: 'unscored', scorer, reason: 'the judge said nothing' },
    ),
  };
}
