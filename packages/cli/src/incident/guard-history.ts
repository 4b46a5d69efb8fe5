import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Incident, RunRecord, Verdict } from '@pawl/core';
import { isPassed } from '@pawl/gate';
import type { HeldBack } from '@pawl/report';
import { isCorruptRun, type RunStore } from '@pawl/runner';

import { readVerdict } from '../path/read-verdict.ts';

/** What the recorded runs say of one incident's guards. */
export interface GuardHistory {
  /** ISO date-times of the last run that asked a guard, and of the last in which one failed. */
  readonly ran?: string;
  readonly failed?: string;
  /** In runs that were judged, newest first. */
  readonly failures: readonly HeldBack[];
}

/** How many of the newest runs are looked at. */
const mostRuns = 200;

/** The history of each incident, by its id. */
export async function guardHistories(
  store: RunStore,
  incidents: readonly Incident[],
): Promise<ReadonlyMap<string, GuardHistory>> {
  const histories = new Map<string, GuardHistory>(
    incidents.map(({ id }) => [id, { failures: [] }]),
  );
  for (const runId of (await store.list()).slice(0, mostRuns)) {
    const record = await recordOf(store, runId);
    if (record === undefined) continue;
    const verdict = await readVerdict(store, runId).catch(() => undefined);
    for (const incident of incidents) {
      const before = histories.get(incident.id) ?? { failures: [] };
      histories.set(incident.id, withRun(before, incident, { record, verdict }));
    }
  }
  return histories;
}

/** A run that cannot be read says nothing about a guard. */
async function recordOf(store: RunStore, runId: string): Promise<RunRecord | undefined> {
  return store.record(runId).catch((error: unknown) => {
    if (isCorruptRun(error) || error instanceof Error) return undefined;
    throw error;
  });
}

interface JudgedRun {
  readonly record: RunRecord;
  readonly verdict: Verdict | undefined;
}

function withRun(before: GuardHistory, incident: Incident, run: JudgedRun): GuardHistory {
  const at = run.record.startedAt;
  const asked = guardCells(incident, run.record);
  if (asked.length === 0) return before;
  const fallen = asked.filter(hasFailed);
  const failed = before.failed ?? (fallen.length > 0 ? at : undefined);
  const failures = fallen.flatMap((cell) => failureIn(incident, cell, run));
  return {
    ran: before.ran ?? at,
    ...(failed === undefined ? {} : { failed }),
    failures: [...before.failures, ...failures],
  };
}

interface GuardCell {
  readonly set: RunRecord['sets'][number];
  readonly target: string;
  readonly one: RunRecord['cells'][number]['cases'][number];
}

function guardCells(incident: Incident, record: RunRecord): readonly GuardCell[] {
  return record.cells.flatMap((cell) => {
    const set = record.sets.find(({ name }) => name === cell.set);
    const guards = new Set(
      incident.guards.flatMap((guard) => (guard.set === cell.set ? [guard.case] : [])),
    );
    if (set === undefined) return [];
    return cell.cases
      .filter((one) => guards.has(one.case))
      .map((one) => ({ set, target: cell.target, one }));
  });
}

/** Whether an answer was given that does not pass; a fault is none. */
function hasFailed({ one, set }: GuardCell): boolean {
  return one.trials.some(({ kind }) => kind === 'answered') && !isPassed(one, set);
}

/** A failure in a run that was judged, since the incident is known: held back where the verdict failed, for whatever reason. */
function failureIn(incident: Incident, cell: GuardCell, run: JudgedRun): HeldBack[] {
  const { record, verdict } = run;
  const known = incident.detected ?? incident.occurred ?? '';
  if (verdict === undefined || record.startedAt.slice(0, known.length) < known) return [];
  const blocked = verdict.outcome === 'fail';
  const { runId, startedAt, commit } = record;
  return [
    {
      runId,
      at: startedAt,
      case: cell.one.case,
      target: cell.target,
      blocked,
      ...(commit === undefined ? {} : { commit }),
    },
  ];
}

const run = promisify(execFile);

/** The failures with author and subject of their commits, where git knows them. */
export async function nameAuthors(
  root: string,
  failures: readonly HeldBack[],
): Promise<readonly HeldBack[]> {
  const named: HeldBack[] = [];
  for (const one of failures) named.push({ ...one, ...(await authorOf(root, one.commit)) });
  return named;
}

async function authorOf(
  root: string,
  commit: string | undefined,
): Promise<Pick<HeldBack, 'author' | 'subject'>> {
  if (commit === undefined || !/^[0-9a-f]{7,64}$/u.test(commit)) return {};
  try {
    const { stdout } = await run('git', ['log', '-1', '--format=%an%x00%s', commit], { cwd: root });
    const [author, subject] = stdout.trim().split('\0');
    return {
      ...(author === undefined || author === '' ? {} : { author }),
      ...(subject === undefined || subject === '' ? {} : { subject }),
    };
  } catch {
    return {}; // a commit of another clone
  }
}
