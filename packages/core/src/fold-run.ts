import type { Output } from './output.ts';
import type { RunEvent, JudgeCalls, RunStarted, TrialFinished, TrialResult } from './run-event.ts';
import type {
  AnsweredRecord,
  CaseRecord,
  RecordCell,
  RunRecord,
  TrialRecord,
} from './run-record.ts';
import type { Score } from './score.ts';

/** Folds events one by one, so that a log of any length needs the memory of its record only. */
export interface RunFold {
  readonly add: (event: RunEvent) => void;
  /** The record of all events so far. Throws when there was no `run-started`. */
  readonly record: () => RunRecord;
}

/** The record of a run's events. */
export function foldRun(events: Iterable<RunEvent>): RunRecord {
  const fold = startFold();
  for (const event of events) fold.add(event);
  return fold.record();
}

/** Starts an empty fold. */
export function startFold(): RunFold {
  const state: FoldState = { cells: new Map(), notes: [], duplicates: 0, plainScores: new Map() };
  return {
    add: (event) => addEvent(state, event),
    record: () => toRecord(state),
  };
}

interface FoldState {
  started?: RunStarted;
  finishedAt?: string;
  stopped?: RunRecord['stopped'];
  duplicates: number;
  judges?: JudgeCalls;
  readonly cells: Map<string, Map<string, GrowingCase>>;
  readonly notes: RunRecord['notes'][number][];
  /** Scores that say no more than 0 or 1 are the same for many trials, and stand in memory once. */
  readonly plainScores: Map<string, readonly Score[]>;
}

interface GrowingCase {
  request: string;
  /** In ascending order of `trial`. */
  trials: readonly TrialRecord[];
}

function addEvent(state: FoldState, event: RunEvent): void {
  switch (event.type) {
    case 'run-started':
      state.started ??= event;
      return;
    case 'run-resumed':
      delete state.finishedAt;
      delete state.stopped;
      return;
    case 'trial-started':
      return;
    case 'trial-finished':
      addTrial(state, event);
      return;
    case 'run-noted':
      state.notes.push({ code: event.code, at: event.at, message: event.message });
      return;
    case 'run-finished':
      state.finishedAt = event.at;
      if (event.stopped !== undefined) state.stopped = event.stopped;
      if (event.judges !== undefined) state.judges = addJudges(state.judges, event.judges);
  }
}

/** One unknown price makes the sum unknown. */
function addJudges(before: JudgeCalls | undefined, more: JudgeCalls): JudgeCalls {
  if (before === undefined) return more;
  const calls = before.calls + more.calls;
  if (before.costUsd === undefined || more.costUsd === undefined) return { calls };
  return { calls, costUsd: before.costUsd + more.costUsd };
}

/** A trial that faulted and then was run again on resume counts by its later result. */
function addTrial(state: FoldState, event: TrialFinished): void {
  const cell = entry(
    state.cells,
    cellKey(event.set, event.target),
    () => new Map<string, GrowingCase>(),
  );
  const growing = entry(cell, event.case, () => ({ request: event.request, trials: none }));
  const record = toTrialRecord(state, event.trial, event.result);
  const known = growing.trials.find((one) => one.trial === event.trial);
  if (known === undefined) growing.trials = inOrder(growing.trials, record);
  else if (known.kind === 'answered') state.duplicates += 1;
  else growing.trials = growing.trials.map((one) => (one === known ? record : one));
  if (event.request !== '') growing.request = event.request;
}

/** A new list that is as long as it must be: one that grows keeps room for seventeen. */
function inOrder(trials: readonly TrialRecord[], more: TrialRecord): readonly TrialRecord[] {
  if (trials.length === 0) return [more];
  return [...trials, more].toSorted((a, b) => a.trial - b.trial);
}

const none: readonly never[] = [];

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const cellKey = (set: string, target: string): string => JSON.stringify([set, target]);

function toTrialRecord(state: FoldState, trial: number, result: TrialResult): TrialRecord {
  if (result.kind === 'faulted') return { ...result, trial };
  const { output, scores, ...rest } = result;
  return {
    ...rest,
    trial,
    scores: shareScores(state, scores),
    ...tellOutput(output),
  };
}

type Told = 'finish' | 'empty' | 'servedModel' | 'inputTokens' | 'outputTokens';

/** What a record keeps of an output. */
function tellOutput(output: Output | undefined): Pick<AnsweredRecord, Told> {
  if (output === undefined) return {};
  const {
    text,
    toolCalls,
    finish,
    servedModel,
    usage: { inputTokens, outputTokens } = {},
  } = output;
  return {
    ...(finish === undefined ? {} : { finish }),
    ...(text === '' && toolCalls === undefined ? { empty: true } : {}),
    ...(servedModel === undefined ? {} : { servedModel }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}

function shareScores({ plainScores }: FoldState, scores: readonly Score[]): readonly Score[] {
  const bare = scores.map(withoutMetadata);
  if (!bare.every(isPlain)) return bare;
  const key = bare.map(({ scorer, value }) => `${value}${scorer}`).join('\n');
  return entry(plainScores, key, () => bare);
}

type PlainScore = Extract<Score, { readonly kind: 'scored' }>;

const isPlain = (score: Score): score is PlainScore =>
  score.kind === 'scored' && score.reason === undefined && (score.value === 0 || score.value === 1);

function withoutMetadata(score: Score): Score {
  if (score.kind === 'unscored' || score.metadata === undefined) return score;
  const { metadata: _metadata, ...rest } = score;
  return rest;
}

function toRecord(state: FoldState): RunRecord {
  const { started } = state;
  if (started === undefined) throw new Error('A run begins with run-started');
  const { type: _type, at, ...stamp } = started;
  return {
    ...stamp,
    startedAt: at,
    ...(state.finishedAt === undefined ? {} : { finishedAt: state.finishedAt }),
    ...(state.stopped === undefined ? {} : { stopped: state.stopped }),
    cells: started.sets.flatMap((set) => set.targets.map((target) => toCell(state, set, target))),
    duplicates: state.duplicates,
    ...(state.judges === undefined ? {} : { judges: state.judges }),
    notes: state.notes,
  };
}

function toCell(state: FoldState, set: RunStarted['sets'][number], target: string): RecordCell {
  const finished = state.cells.get(cellKey(set.name, target));
  const cases: CaseRecord[] = [];
  for (const stamp of set.cases) {
    const growing = finished?.get(stamp.id);
    if (growing === undefined) continue;
    const { request, trials } = growing;
    const { id, hash } = stamp;
    cases.push(request === '' ? { case: id, hash, trials } : { case: id, hash, request, trials });
  }
  return { set: set.name, target, cases };
}
