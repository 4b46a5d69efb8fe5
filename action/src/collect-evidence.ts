import { parseBaseline } from '@pawl/core';
import type { BaselineAnswer, GatePolicy, Incident, RunRecord, Waiver } from '@pawl/core';
import type { GateEvidence, GateIncident } from '@pawl/gate';

import { weighWaivers } from './approvals.ts';
import type { Approval } from './approvals.ts';
import { awaitMeasurement } from './baseline/await-measurement.ts';
import { findBaseCommit } from './baseline/base-commit.ts';
import type { BaseCommit } from './baseline/base-commit.ts';
import { resolveBaseline } from './baseline/resolve-baseline.ts';
import type { Resolved, Sources } from './baseline/resolve-baseline.ts';
import { openAncestry } from './baseline/walk-ancestors.ts';
import type { Ancestry } from './baseline/walk-ancestors.ts';
import { checkManifest } from './check-manifest.ts';
import type { HeadFiles } from './check-manifest.ts';
import { openCommit } from './definitions/commit-files.ts';
import type { CommitFiles } from './definitions/commit-files.ts';
import { readDefinitions } from './definitions/read-definitions.ts';
import type { Definitions, WrittenWaiver } from './definitions/read-definitions.ts';
import type { Manifest } from './definitions/read-manifest.ts';
import type { Desk } from './desk.ts';
import { layOver, readForkChanges } from './fork/fork-files.ts';
import { joinConfirmation } from './results/confirmation.ts';
import type { FoundRun } from './results/read-results.ts';
import { tightenPolicies } from './tighten-policies.ts';

/** The evidence, and how its parts were found. */
export interface Collected {
  readonly evidence: GateEvidence;
  readonly base?: BaseCommit;
  readonly resolved: readonly ResolvedCell[];
  readonly waiting: readonly Extract<Approval, { readonly kind: 'waits' }>[];
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly head?: HeadFiles;
  readonly baseDefinitions?: Definitions;
}

/** What was found for one set on one target. */
interface ResolvedCell {
  readonly set: string;
  readonly target: string;
  readonly resolved: Resolved;
}

/** Gathers what the gate judges by: rules and baselines of the base, incidents of both sides, waivers that count. */
export async function collectEvidence(
  desk: Desk,
  { record, folder }: FoundRun,
): Promise<Collected> {
  const base = await findBaseCommit(desk.trigger, record.commit ?? desk.trigger.headSha, desk);
  const head = await readHead(desk, record);
  const manifests = await checkManifest(record, head, desk.inputs.sets);
  const baseFiles = base === undefined ? undefined : await openCommit(base.commit, desk);
  const baseDefinitions =
    baseFiles === undefined ? undefined : await readDefinitions(baseFiles, desk.prefix);
  const resolved = await resolveCells(desk, { record, base, baseFiles, baseDefinitions });
  const policies = tightenPolicies(desk.inputs, { record, resolved, base: baseDefinitions });
  const incidents = joinIncidents(baseDefinitions, head?.definitions);
  const approvals = await weigh(desk, { head, baseDefinitions, incidents, policies });
  const measured = await joinConfirmation(folder, resolved.map(toAnswer));
  const evidence: GateEvidence = {
    record,
    ...measured,
    at: desk.world.now().toISOString(),
    basePolicies: policies,
    ...(head === undefined ? {} : { policies: head.definitions.policies }),
    ...guardEvidence(baseDefinitions, head?.definitions),
    waivers: approvals.flatMap(waiverThatCounts),
    disabled: disabledCases(manifests),
  };
  return {
    evidence,
    resolved,
    manifests,
    waiting: approvals.filter((approval) => approval.kind === 'waits'),
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    ...(baseDefinitions === undefined ? {} : { baseDefinitions }),
  };
}

/** The tested commit's own files, out of git and not out of the folder in which the run's code worked. */
async function readHead(desk: Desk, record: RunRecord): Promise<HeadFiles | undefined> {
  if (record.commit === undefined) return undefined;
  const commit = await openCommit(record.commit, desk);
  const files = await withForkData(desk, commit);
  const definitions = await readDefinitions(files, desk.prefix);
  return definitions === undefined ? undefined : { files, definitions };
}

/** A trusted run measured the default branch with a fork's data laid over it. */
async function withForkData(desk: Desk, files: CommitFiles): Promise<CommitFiles> {
  const { trigger } = desk;
  if (trigger.kind !== 'pull-request' || trigger.measuredOn === undefined) return files;
  return layOver(files, await readForkChanges(desk, trigger));
}

function disabledCases(manifests: Collected['manifests']): NonNullable<GateEvidence['disabled']> {
  return [...manifests].flatMap(([set, manifest]) =>
    [...manifest].flatMap(([id, { disabled }]) => (disabled ? [{ set, case: id }] : [])),
  );
}

interface Search {
  readonly record: RunRecord;
  readonly base: BaseCommit | undefined;
  readonly baseFiles: CommitFiles | undefined;
  readonly baseDefinitions: Definitions | undefined;
}

async function resolveCells(desk: Desk, search: Search): Promise<ResolvedCell[]> {
  const cells: ResolvedCell[] = [];
  const patience = { deadline: desk.world.now().getTime() + desk.inputs.baselineWaitMs };
  const found = { ...search, patience, ancestry: openAncestry(desk) };
  for (const { set, target } of [...search.record.cells, ...goneCells(desk, search)]) {
    cells.push({ set, target, resolved: await resolveCell(desk, found, { set, target }) });
  }
  return cells;
}

/** Sets on targets that the base runs and the results lack: with their baseline at hand, the gate sees that they are gone. */
function goneCells({ inputs }: Desk, { record, baseDefinitions }: Search): Definitions['cells'] {
  const there = new Set(record.cells.map(({ set, target }) => `${set}/${target}`));
  return (baseDefinitions?.cells ?? []).filter(
    ({ set, target }) =>
      !there.has(`${set}/${target}`) && (inputs.sets.length === 0 || inputs.sets.includes(set)),
  );
}

interface FoundSearch extends Search {
  readonly ancestry: Ancestry;
  /** One wait for all cells. */
  readonly patience: { readonly deadline: number };
}

async function resolveCell(
  desk: Desk,
  { base, baseFiles, baseDefinitions, ancestry, patience }: FoundSearch,
  cell: { readonly set: string; readonly target: string },
): Promise<Resolved> {
  const { inputs, place } = desk;
  if (inputs.baseline === 'none' || base === undefined) {
    const looked = inputs.baseline === 'none' ? ['nowhere: the workflow says baseline: none'] : [];
    return { kind: 'missing', looked, everExisted: false, rejected: [] };
  }
  const evals = baseDefinitions?.evals ?? 'evals';
  const folder = [desk.prefix, evals, 'baselines'].filter((part) => part !== '').join('/');
  const sources: Sources = {
    api: desk.api,
    ancestry,
    committed: async (set, target) => baseFiles?.read(`${folder}/${set}/${target}.jsonl`),
    awaitMeasurement: () => awaitMeasurement(base.commit, { ...desk, deadline: patience.deadline }),
  };
  return resolveBaseline(
    {
      ...cell,
      repository: `${place.owner}/${place.repo}`,
      base: base.commit,
      maxDistance: inputs.maxDistance,
      stores: inputs.baseline === 'auto' ? ['refs', 'file'] : [inputs.baseline],
    },
    sources,
  );
}

function toAnswer({ set, target, resolved }: ResolvedCell): BaselineAnswer {
  if (resolved.kind === 'missing') return { kind: 'missing', set, target, looked: resolved.looked };
  const { source } = resolved;
  if (resolved.kind === 'unreadable') {
    return { kind: 'unreadable', set, target, source, code: 'corrupt', message: resolved.message };
  }
  const read = parseBaseline(resolved.text, { set, target });
  if (read.kind === 'baseline') {
    return { kind: 'found', set, target, baseline: read.baseline, source };
  }
  return { kind: 'unreadable', set, target, source, code: read.code, message: read.message };
}

/**
 * Incidents as this change has them, none milder or more closed than the base has it; those whose file is gone guard
 * nothing any more, and the base's guards are told apart, so that a lost one is seen.
 */
function guardEvidence(
  base: Definitions | undefined,
  head: Definitions | undefined,
): Pick<GateEvidence, 'incidents' | 'baseGuards'> {
  const before = base?.incidents ?? [];
  const known = new Map(before.map((incident) => [incident.id, incident]));
  const today = (head?.incidents ?? []).map((incident) => {
    const was = known.get(incident.id);
    return was === undefined ? incident : { ...was, ...worse(was, incident) };
  });
  const there = new Set(today.map(({ id }) => id));
  const gone = before.filter(({ id }) => !there.has(id)).map((one) => ({ ...one, guards: [] }));
  const rules = base ?? head;
  return {
    incidents: [...today, ...gone].map((incident) => toGateIncident(incident, rules)),
    baseGuards: before.flatMap(({ id: incident, guards }) =>
      guards.map((guard) => ({ set: guard.set, case: guard.case, incident })),
    ),
  };
}

function worse(was: Incident, now: Incident): Pick<Incident, 'severity' | 'guards'> {
  return {
    severity: was.severity < now.severity ? was.severity : now.severity,
    guards: now.guards,
  };
}

/** Who must approve: base's account of an incident wins, so that a change cannot talk it down. */
function joinIncidents(base: Definitions | undefined, head: Definitions | undefined): Incident[] {
  const known = base?.incidents ?? [];
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...(head?.incidents ?? []).filter(({ id }) => !ids.has(id))];
}

function toGateIncident(incident: Incident, rules: Definitions | undefined): GateIncident {
  const { id, title, severity, guards } = incident;
  const url = rules?.incidentUrl?.replaceAll('{id}', encodeURIComponent(id));
  return {
    id,
    title,
    severity,
    ...(url === undefined ? {} : { url }),
    closed: incident.closed !== undefined,
    guards: guards.map((guard) => ({ set: guard.set, case: guard.case })),
  };
}

interface Waiving {
  readonly head: HeadFiles | undefined;
  readonly baseDefinitions: Definitions | undefined;
  readonly incidents: readonly Incident[];
  readonly policies: Readonly<Record<string, GatePolicy>>;
}

/** Off pull requests a waiver in the tree has been merged, so it was approved. */
async function weigh(desk: Desk, waiving: Waiving): Promise<readonly Approval[]> {
  const waivers: readonly WrittenWaiver[] = waiving.head?.definitions.waivers ?? [];
  const { trigger, api } = desk;
  if (trigger.kind !== 'pull-request') {
    return waivers.map((waiver) => ({ kind: 'counts', waiver, approvers: [] }));
  }
  const { incidents, policies } = waiving;
  const standing = waiving.baseDefinitions?.waivers ?? [];
  return weighWaivers(waivers, trigger, { api, rules: { standing, incidents, policies } });
}

/** Stand for the review by which a waiver came into the base, where its file names nobody. */
const merged = ['the base branch', 'the review that merged it'];

function waiverThatCounts(approval: Approval): Waiver[] {
  if (approval.kind === 'waits') return [];
  const { waiver } = approval.waiver;
  const named = waiver.approvers.length === 0 ? merged : waiver.approvers;
  return [{ ...waiver, approvers: approval.approvers.length === 0 ? named : approval.approvers }];
}
