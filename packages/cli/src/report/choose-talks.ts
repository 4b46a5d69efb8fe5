import type { EvalCase, Json, Project, RunRecord, TrialFinished } from '@pawl/core';
import {
  measureAll,
  type CaseTalk,
  type History,
  type MeasuredSeries,
  type Shift,
  type TalkReason,
  type TalkSide,
} from '@pawl/report/pages';

import type { Records } from './records.ts';

/** Cases that are told of one set on one target, and on the whole page. */
const limits = { series: 6, flaky: 2, page: 60, flakyOfSet: 4 };

/** What cases to talk about are chosen from. */
export interface TalkInputs {
  readonly history: History;
  readonly shifts: readonly Shift[];
  readonly falls: readonly Shift[];
  readonly records: Records;
  readonly now: string;
  readonly project?: Project;
}

/** The cases that deserve a meeting's time, the gravest first, with their texts. */
export async function chooseTalks(inputs: TalkInputs): Promise<readonly CaseTalk[]> {
  const told: Told[] = [];
  for (const measured of measureAll(inputs)) {
    if (countCases(told) >= limits.page) break;
    const record = await inputs.records.record(measured.measures.newest.run.runId);
    if (record !== undefined) told.push(...chooseOf(measured, record, told));
  }
  const trials = await readTrials(told, inputs.records);
  return told.flatMap((one) => tell(one, trials, inputs.project)).slice(0, limits.page);
}

const countCases = (told: readonly Told[]): number =>
  told.reduce((sum, { chosen }) => sum + chosen.length, 0);

function chooseOf(measured: MeasuredSeries, record: RunRecord, told: readonly Told[]): Told[] {
  const { shift, fall, series, measures } = measured;
  const to = measures.newest.run.runId;
  const chosen = withinSet(choose(measured, record), told, series.set);
  const fallen = chooseFallen(measured, record, chosen);
  const pair = { ...(shift === undefined ? {} : { from: shift.from }), to };
  return [
    ...(chosen.length === 0 ? [] : [{ measured, pair, chosen }]),
    ...(fall === undefined || fallen.length === 0
      ? []
      : [{ measured, pair: fall, chosen: fallen }]),
  ];
}

/** A set tells of a few flaky cases only, whatever the number of its targets. */
function withinSet(chosen: readonly Chosen[], told: readonly Told[], set: string): Chosen[] {
  const ofSet = told.filter((one) => one.measured.series.set === set);
  const flaky = ofSet
    .flatMap((one) => one.chosen)
    .filter(({ reason }) => reason === 'flaky').length;
  const free = limits.flakyOfSet - flaky;
  const allowed = new Set(
    chosen.filter((one) => one.reason === 'flaky').slice(0, Math.max(0, free)),
  );
  return chosen.filter((one) => one.reason !== 'flaky' || allowed.has(one));
}

/** Cases that were lost by the worst step of the period and are not told of yet. */
function chooseFallen(
  { measures, fall }: MeasuredSeries,
  record: RunRecord,
  known: readonly Chosen[],
): Chosen[] {
  const stamps = stampsOf(record, measures);
  const lost = fall?.comparison.lostCases ?? [];
  const left = Math.max(0, limits.series - known.filter((one) => one.reason !== 'flaky').length);
  return lost
    .filter((id) => known.every((one) => one.case !== id))
    .map((id): Chosen => {
      const incidents = stamps.find((stamp) => stamp.id === id)?.incidents ?? [];
      return { case: id, reason: incidents.length > 0 ? 'guard' : 'broke', incidents };
    })
    .toSorted((a, b) => b.incidents.length - a.incidents.length)
    .slice(0, left);
}

interface Chosen {
  readonly case: string;
  readonly reason: TalkReason;
  readonly incidents: readonly string[];
}

/** The newest run calls the set as it was called then. */
const stampsOf = (record: RunRecord, { newest }: MeasuredSeries['measures']) =>
  record.sets.find((set) => set.name === newest.cell.set)?.cases ?? [];

function choose({ measures, shift }: MeasuredSeries, record: RunRecord): Chosen[] {
  const stamps = stampsOf(record, measures);
  const marks = new Map(stamps.map((stamp) => [stamp.id, stamp]));
  const failing = measures.courses.filter(({ states }) =>
    ['failed', 'mixed'].includes(states.at(-1) ?? ''),
  );
  const lost = new Set(shift?.comparison.lostCases);
  const flaky = new Set(measures.flaky.slice(0, limits.flaky));
  const chosen = failing.flatMap((course): Chosen[] => {
    const stamp = marks.get(course.case);
    const incidents = stamp?.incidents ?? [];
    const told = (reason: TalkReason): Chosen[] => [{ case: course.case, reason, incidents }];
    if (incidents.length > 0) return told('guard');
    if (stamp?.critical === true) return told('critical');
    if (lost.has(course.case)) return told(course.rebroken > 0 ? 'rebroke' : 'broke');
    if (course.rebroken > 0) return told('rebroke');
    return flaky.has(course.case) ? told('flaky') : [];
  });
  const order: readonly TalkReason[] = ['guard', 'critical', 'broke', 'rebroke', 'flaky'];
  return chosen
    .toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))
    .slice(0, limits.series);
}

/** Some cases of a series, and the runs between which they are told of. */
interface Told {
  readonly measured: MeasuredSeries;
  readonly pair: { readonly from?: string; readonly to: string };
  readonly chosen: readonly Chosen[];
}

/** The finished trials of each run that somebody tells of. */
type TrialsOf = ReadonlyMap<string, readonly TrialFinished[]>;

/** What the trials of a case in a run go by; a set may have had another name then. */
const keyOf = (set: string, target: string, id: string): string =>
  JSON.stringify([set, target, id]);

/** Each journal is read once, whatever the number of sets that it tells of. */
async function readTrials(told: readonly Told[], records: Records): Promise<TrialsOf> {
  const wanted = new Map<string, Set<string>>();
  for (const { measured, pair, chosen } of told) {
    for (const runId of [pair.from, pair.to]) {
      if (runId === undefined) continue;
      const keys = wanted.get(runId) ?? new Set();
      for (const one of chosen) keys.add(keyIn(runId, measured, one.case));
      wanted.set(runId, keys);
    }
  }
  const trials = new Map<string, readonly TrialFinished[]>();
  for (const [runId, keys] of wanted) {
    const keep = (event: TrialFinished): boolean =>
      keys.has(keyOf(event.set, event.target, event.case));
    trials.set(runId, await records.trials(runId, keep));
  }
  return trials;
}

function keyIn(runId: string, { series }: MeasuredSeries, id: string): string {
  const then = series.points.find((point) => point.run.runId === runId)?.cell.set ?? series.set;
  return keyOf(then, series.target, id);
}

function tell(
  { measured, pair, chosen }: Told,
  trials: TrialsOf,
  project: Project | undefined,
): CaseTalk[] {
  const { set, target, points } = measured.series;
  const side = (runId: string | undefined, id: string): TalkSide | undefined => {
    if (runId === undefined) return undefined;
    const key = keyIn(runId, measured, id);
    const own = (trials.get(runId) ?? []).filter(
      (event) => keyOf(event.set, event.target, event.case) === key,
    );
    return sideOf(own, points.find((point) => point.run.runId === runId)?.run);
  };
  return chosen.map((one): CaseTalk => {
    const [was, now] = [side(pair.from, one.case), side(pair.to, one.case)];
    return {
      set,
      target,
      ...one,
      ...textsOf(project, set, one.case),
      ...(was === undefined ? {} : { before: was }),
      ...(now === undefined ? {} : { after: now }),
    };
  });
}

function textsOf(
  project: Project | undefined,
  set: string,
  id: string,
): Pick<CaseTalk, 'input' | 'expected'> {
  const found: EvalCase | undefined = project?.sets
    .find((one) => one.name === set)
    ?.cases.find((one) => one.id === id);
  if (found === undefined) return {};
  const expected = found.expected === undefined ? {} : { expected: plain(found.expected) };
  return { input: plain(found.input), ...expected };
}

const plain = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value, undefined, 1);

/** The worst trial speaks for the case: it is the one to explain. */
function sideOf(
  own: readonly TrialFinished[],
  run: { readonly runId: string; readonly at: string } | undefined,
): TalkSide | undefined {
  if (run === undefined || own.length === 0) return undefined;
  const passed = own.filter((trial) => lowest(trial) >= 1).length;
  const answered = own.filter((trial) => trial.result.kind === 'answered');
  const faulted = own.length - answered.length;
  const [worst = own[0]] = answered.toSorted((a, b) => lowest(a) - lowest(b));
  const counts = { passed, trials: answered.length, ...(faulted === 0 ? {} : { faulted }) };
  const head = { runId: run.runId, at: run.at, ...counts };
  const result = worst?.result;
  if (result?.kind !== 'answered') {
    return {
      ...head,
      scores: [],
      ...(result === undefined ? {} : { fault: `${result.fault.code}: ${result.fault.message}` }),
    };
  }
  return {
    ...head,
    ...(result.output === undefined ? {} : { text: textOf(result.output) }),
    scores: result.scores.map((score) => ({
      scorer: score.scorer,
      ...(score.kind === 'scored' ? { value: score.value } : {}),
      ...(score.reason === undefined ? {} : { reason: score.reason }),
    })),
  };
}

function lowest({ result }: TrialFinished): number {
  if (result.kind !== 'answered') return -1;
  return Math.min(1, ...result.scores.map((score) => (score.kind === 'scored' ? score.value : 0)));
}

type ShownOutput = NonNullable<Extract<TrialFinished['result'], { kind: 'answered' }>['output']>;

function textOf({ text, toolCalls }: ShownOutput): string {
  if (text !== '' || toolCalls === undefined) return text;
  return toolCalls.map((call) => `${call.name}(${JSON.stringify(call.arguments)})`).join('\n');
}
