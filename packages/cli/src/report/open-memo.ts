import { isUsageError, UsageError, type Json, type Project } from '@pawl/core';
import { compareRuns, summarize } from '@pawl/gate';
import { compareDocument, runDocument } from '@pawl/report';
import {
  compareSource,
  runSource,
  toJson,
  type MemoComparison,
  type MemoOption,
  type MemoView,
} from '@pawl/report/pages';
import type { RunStore } from '@pawl/runner';

import type { MemoFlags } from '../grammar/reports.ts';
import { openHistory } from '../path/open-history.ts';
import { openProject } from '../path/open-project.ts';
import type { World } from '../world.ts';
import { incidentFacts, waiverFacts } from './incident-facts.ts';

/** Reads everything that a memo of some runs, or targets of runs, is made of. */
export async function openMemo(
  world: World,
  asked: readonly string[],
  flags: MemoFlags,
): Promise<MemoView> {
  const { store } = await openHistory(world, flags);
  const options: MemoOption[] = [];
  for (const one of asked) options.push(...(await readOptions(store, one)));
  const comparisons = compareOptions(options);
  const project = await tryProject(world, flags);
  const documents = new Map<string, Json>([
    ...options.map(
      ({ runId, summary }) => [runSource(runId), toJson(runDocument(summary))] as const,
    ),
    ...comparisons.map((one) => [one.source, toJson(compareDocument(one.comparisons))] as const),
  ]);
  return {
    title:
      flags.title ??
      `Decision: ${[...new Set(options.map((option) => option.target))].join(' or ')}`,
    now: world.now().toISOString(),
    options,
    comparisons,
    incidents: project === undefined ? [] : await incidentFacts(world, project),
    waivers: project === undefined ? [] : waiverFacts(project),
    documents,
  };
}

/** A run is all its targets; `<run>:<target>` is one. */
async function readOptions(store: RunStore, asked: string): Promise<MemoOption[]> {
  const colon = asked.indexOf(':');
  const runId = await store.resolve(colon === -1 ? asked : asked.slice(0, colon));
  const record = await store.record(runId);
  const summary = summarize(record);
  const names = record.targets.map((stamp) => stamp.name);
  const wanted = colon === -1 ? names : [asked.slice(colon + 1)];
  const stranger = wanted.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw new UsageError('unknown-target', `Run ${runId} has no target ${stranger}.`, {
      hint: `It ran on ${names.join(', ')}.`,
    });
  }
  return wanted.map((target) => ({ runId, target, record, summary }));
}

/** Every option beside the first. */
function compareOptions(options: readonly MemoOption[]): readonly MemoComparison[] {
  const [first, ...others] = options;
  if (first === undefined) return [];
  return others.map((option) => ({
    source: compareSource(first, option),
    option,
    comparisons: compareRuns(first, option, { slices: true }),
  }));
}

async function tryProject(world: World, flags: MemoFlags): Promise<Project | undefined> {
  try {
    return await openProject(world, { ...flags, quiet: true });
  } catch (error) {
    if (isUsageError(error)) return undefined;
    throw error;
  }
}
