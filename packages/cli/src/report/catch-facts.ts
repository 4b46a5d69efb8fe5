import type { Incident, Project } from '@pawl/core';
import { wilson } from '@pawl/gate';
import type { CatchFacts, RunFacts } from '@pawl/report/pages';
import type { RunStore } from '@pawl/runner';

import { guardHistories, type GuardHistory } from '../incident/guard-history.ts';
import { catchesOf } from '../incident/incident-numbers.ts';

/** The share of failed guards that were held back: of all incidents, by severity, by owner. */
export async function catchFacts(
  store: RunStore,
  { incidents }: Pick<Project, 'incidents'>,
  runs: readonly RunFacts[],
): Promise<readonly CatchFacts[]> {
  const histories = await guardHistories(storeOf(store, judgedRuns(incidents, runs)), incidents);
  const severities = [...new Set(incidents.map(({ severity }) => severity))].toSorted();
  const owners = [...new Set(incidents.map(({ owner }) => owner ?? ''))].toSorted();
  const groups = [
    { group: 'all' as const, name: '', members: incidents },
    ...severities.map((name) => ({
      group: 'severity' as const,
      name,
      members: incidents.filter(({ severity }) => severity === name),
    })),
    ...owners.map((name) => ({
      group: 'owner' as const,
      name,
      members: incidents.filter(({ owner = '' }) => owner === name),
    })),
  ];
  return groups.flatMap(({ members, ...group }) => countCatches(members, histories, group));
}

function countCatches(
  members: readonly Incident[],
  histories: ReadonlyMap<string, GuardHistory>,
  group: Pick<CatchFacts, 'group' | 'name'>,
): CatchFacts[] {
  const { failures, caught } = catchesOf(members, histories);
  if (failures === 0) return [];
  const { low, high } = wilson(caught / failures, failures);
  return [{ ...group, failures, caught, low, high }];
}

/** Only runs that were judged and asked a guard can hold a failure; the others need not be read. */
function judgedRuns(
  incidents: readonly Incident[],
  runs: readonly RunFacts[],
): ReadonlySet<string> {
  const guards = incidents.flatMap((incident) => incident.guards);
  const asked = (run: RunFacts): boolean =>
    run.cells.some((cell) =>
      guards.some((guard) => guard.set === cell.set && cell.cases.includes(guard.case)),
    );
  const judged = runs.filter((run) => run.verdict !== undefined && asked(run));
  return new Set(judged.map(({ runId }) => runId));
}

function storeOf(store: RunStore, runs: ReadonlySet<string>): RunStore {
  return { ...store, list: async () => (await store.list()).filter((runId) => runs.has(runId)) };
}
