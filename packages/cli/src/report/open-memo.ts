import { isUsageError, UsageError, type Json, type Project, type RunRecord } from '@pawl/core';
import { compareRuns, isPassed, summarize } from '@pawl/gate';
import { compareDocument, runDocument } from '@pawl/report';
import {
  compareSource,
  plainOptionName,
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
      `Decision: ${options.map((option) => plainOptionName(option, options)).join(' or ')}`,
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
  return wanted.map((target) => {
    const failing = failingCases(record, target);
    return { runId, target, record, summary, failing };
  });
}

/** Cases with an answered trial that does not pass; a case without an answer is not known to fail. */
function failingCases(record: RunRecord, target: string): MemoOption['failing'] {
  const cells = record.cells.filter((cell) => cell.target === target);
  return cells.flatMap((cell) => {
    const set = record.sets.find((one) => one.name === cell.set);
    if (set === undefined) return [];
    return cell.cases.flatMap((one) => {
      const trials = one.trials.filter(({ kind }) => kind === 'answered');
      const fails = trials.length > 0 && !isPassed({ case: one.case, trials }, set);
      return fails ? [{ set: cell.set, case: one.case }] : [];
    });
  });
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
