import { basename } from 'node:path';

import { isUsageError, type Project } from '@pawl/core';
import { buildHistory, type ReportView } from '@pawl/report/pages';
import { findProject, openRunStore, type RunStore } from '@pawl/runner';

import type { PageFlags } from '../grammar/reports.ts';
import { openProject, workingFolder } from '../path/open-project.ts';
import type { World } from '../world.ts';
import { catchFacts } from './catch-facts.ts';
import { chooseTalks } from './choose-talks.ts';
import { compareSeries } from './compare-series.ts';
import { findReleases } from './find-releases.ts';
import { incidentFacts, waiverFacts } from './incident-facts.ts';
import { withArtifacts } from './read-artifacts.ts';
import { readBaselines } from './read-baselines.ts';
import { readCalibrations } from './read-calibrations.ts';
import { keptFolder, readHistory } from './read-history.ts';
import { openRecords, type Records } from './records.ts';
import { newestReview, openDecisions, reviewsOf } from './reviews.ts';
import { startOfPeriod } from './since.ts';

/** Whether folded runs are kept for the next time. */
export interface ReportOptions {
  readonly writes: boolean;
}

/** Reads everything that a page is made of. */
export async function openReport(
  world: World,
  flags: PageFlags,
  options: ReportOptions = { writes: true },
): Promise<ReportView> {
  const { root } = await findProject(workingFolder(world, flags), flags.config);
  return withArtifacts(flags.from ?? [], workingFolder(world, flags), async (stores) => {
    const room = { world, flags, root, stores: [openRunStore(root), ...stores] };
    return assemble(room, options);
  });
}

interface ReportRoom {
  readonly world: World;
  readonly flags: PageFlags;
  readonly root: string;
  readonly stores: readonly RunStore[];
}

async function assemble(room: ReportRoom, options: ReportOptions): Promise<ReportView> {
  const { world, flags, root } = room;
  const now = world.now().toISOString();
  const { project, gaps } = await tryProject(world, flags);
  const evals = project?.evalsFolder ?? 'evals';
  const owners = new Map(project?.sets.map((set) => [set.name, set.owner]));
  const { records, history } = await readAll(room, { ...options, evals, now, owners });
  const kept = await readCalibrations(root);
  const reviews = await reviewsOf(root, evals);
  const last = newestReview(reviews);
  const since = startOfPeriod(flags.since, now, last?.date);
  const moves = await compareSeries(history.series, records, since);
  return {
    project: basename(root),
    now,
    since,
    sinceReview: flags.since === undefined && last !== undefined,
    history,
    ...moves,
    talks: await chooseTalks({
      history,
      ...moves,
      records,
      now,
      ...(project === undefined ? {} : { project }),
    }),
    incidents: project === undefined ? [] : await incidentFacts(world, project),
    waivers: project === undefined ? [] : waiverFacts(project),
    decisions: openDecisions(reviews),
    ...(await besideRuns(room, history, project)),
    gaps: [...gaps, ...kept.gaps],
    calibrations: kept.calibrations,
  };
}

/** What a page knows beside the runs: releases, and how often guards held a merge. */
async function besideRuns(
  { root, stores }: ReportRoom,
  history: ReportView['history'],
  project: Project | undefined,
): Promise<Pick<ReportView, 'releases' | 'catches'>> {
  const [own] = stores;
  const releases = await findReleases(root, history);
  if (own === undefined || project === undefined) return { releases, catches: [] };
  return { releases, catches: await catchFacts(own, project, history.runs) };
}

interface HistoryWish extends ReportOptions {
  readonly evals: string;
  readonly now: string;
  /** By set: who keeps it today. */
  readonly owners: ReadonlyMap<string, string>;
}

async function readAll(
  { root, stores }: ReportRoom,
  { writes, evals, now, owners }: HistoryWish,
): Promise<{ readonly records: Records; readonly history: ReportView['history'] }> {
  const keptIn = keptFolder(root);
  // git is asked before the facts fill the memory: a process is started by copying this one
  const baselines = await readBaselines(root, evals);
  const [own, ...others] = await Promise.all(
    stores.map((store, at) => readHistory(store, at === 0 ? { keptIn, writes } : {})),
  );
  const read = [...others, ...(own === undefined ? [] : [own])];
  const runs = read.flatMap((one) => one.runs);
  const known = new Set(runs.map((run) => run.runId));
  const accepted = baselines.runs.filter((run) => !known.has(run.runId));
  const skipped = read.flatMap((one) => one.skipped);
  return {
    records: openRecords(stores, baselines.record),
    history: buildHistory({ runs: [...accepted, ...runs], skipped, now, owners }),
  };
}

/** The definitions add inputs, incidents and waivers; a page is made without them where they cannot be read. */
async function tryProject(
  world: World,
  flags: PageFlags,
): Promise<{ readonly project?: Project; readonly gaps: readonly string[] }> {
  try {
    return { project: await openProject(world, { ...flags, quiet: true }), gaps: [] };
  } catch (error) {
    if (!isUsageError(error)) throw error;
    const gap = `The project's files have mistakes, so inputs, incidents and waivers are missing here: ${error.message}`;
    return { gaps: [gap] };
  }
}
