import { isUsageError, UsageError, type RunEvent } from '@pawl/core';
import { compareRuns } from '@pawl/gate';
import {
  contentPolicy,
  liveScript,
  renderCompareView,
  renderMissing,
  renderReportView,
  renderRunView,
  renderRunsView,
  type LiveRun,
  type RunFacts,
} from '@pawl/report/pages';
import { openRunStore, findProject, isCorruptRun, type RunStore } from '@pawl/runner';

import type { ViewFlags } from '../grammar/reports.ts';
import { workingFolder } from '../path/open-project.ts';
import type { World } from '../world.ts';
import { foldRunFacts } from './fold-run-facts.ts';
import { openReport } from './open-report.ts';
import { keptFolder, readHistory } from './read-history.ts';
import type { Viewer, ViewedPage } from './serve-pages.ts';
import { sha256Base64 } from './sha-256.ts';

/** Makes every page anew from the records, so that a run can be watched while it goes. */
export function openViewer(world: World, flags: ViewFlags): Viewer {
  return async (url) => {
    const { root } = await findProject(workingFolder(world, flags), flags.config);
    const room: ViewRoom = { world, flags, root, store: openRunStore(root) };
    try {
      return page(200, await render(room, url));
    } catch (error) {
      if (isUsageError(error) || isCorruptRun(error))
        return page(404, renderMissing(error.message, sha256Base64));
      throw error;
    }
  };
}

interface ViewRoom {
  readonly world: World;
  readonly flags: ViewFlags;
  readonly root: string;
  readonly store: RunStore;
}

function page(status: number, html: string): ViewedPage {
  return { status, html, policy: contentPolicy(liveScript, sha256Base64) };
}

async function render(room: ViewRoom, url: URL): Promise<string> {
  const query = url.searchParams.get('q') ?? '';
  const [, place = '', runId = ''] = url.pathname.split('/');
  switch (place) {
    case '':
      return renderReportView(
        await openReport(room.world, room.flags, { writes: false }),
        sha256Base64,
      );
    case 'runs':
      return renderRunsView(
        await readHistory(room.store, { keptIn: keptFolder(room.root), writes: false }),
        query,
        sha256Base64,
      );
    case 'run':
      return renderRunView(
        await readRun(room.store, decodeURIComponent(runId)),
        query,
        sha256Base64,
      );
    case 'compare':
      return compare(room.store, url.searchParams);
    default:
      throw new UsageError('no-page', `There is no page at ${url.pathname}.`);
  }
}

/** A run as far as it has come, with what every finished trial says. */
async function readRun(store: RunStore, asked: string): Promise<LiveRun> {
  const runId = await store.resolve(asked === '' ? 'latest' : asked);
  const record = await store.record(runId);
  const facts: RunFacts = foldRunFacts(record);
  const trials: LiveRun['trials'][number][] = [];
  for await (const event of store.read(runId)) trials.push(...told(event));
  return { facts, trials };
}

function told(event: RunEvent): LiveRun['trials'][number][] {
  if (event.type !== 'trial-finished') return [];
  const { set, case: id, target, trial, result } = event;
  const head = { set, case: id, target, trial };
  if (result.kind === 'faulted')
    return [{ ...head, text: `${result.fault.code}: ${result.fault.message}`, scores: [] }];
  const scores = result.scores.map((score) => ({
    scorer: score.scorer,
    ...(score.kind === 'scored' ? { value: score.value } : {}),
    ...(score.reason === undefined ? {} : { reason: score.reason }),
  }));
  const text = result.output?.text;
  return [{ ...head, scores, ...(text === undefined ? {} : { text }) }];
}

async function compare(store: RunStore, query: URLSearchParams): Promise<string> {
  const [before, after] = [
    await store.resolve(query.get('a') ?? 'latest'),
    await store.resolve(query.get('b') ?? 'latest'),
  ];
  const [was, now] = [await store.record(before), await store.record(after)];
  return renderCompareView(
    {
      before: foldRunFacts(was),
      after: foldRunFacts(now),
      comparisons: compareRuns({ record: was }, { record: now }),
    },
    sha256Base64,
  );
}
