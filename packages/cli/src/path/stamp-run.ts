import {
  digest,
  type CaseStamp,
  type PlanPart,
  type Plan,
  type PlannedCase,
  type RunStarted,
  type RunTerms,
  type ScorerSpec,
  type ScorerStamp,
  type SetStamp,
  type Sha256,
  type Target,
  type TargetStamp,
} from '@pawl/core';

/** What a stamp needs beside the plan. */
export interface StampFacts {
  readonly runId: string;
  readonly at: string;
  readonly harness: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  readonly partial?: boolean;
  readonly flags?: RunTerms;
  readonly sha256: Sha256;
}

/** The first event of a run: its whole plan, and the definitions it stands on. */
export function stampRun(plan: Plan, { sha256, ...facts }: StampFacts): RunStarted {
  const sets = plan.parts.map(stampSet);
  const targets = stampTargets(plan.parts);
  return {
    type: 'run-started',
    format: 1,
    ...facts,
    sets,
    targets,
    planDigest: planDigest(sets, targets, sha256),
    planned: plan.planned,
    ...(plan.shard === undefined ? {} : { shard: plan.shard }),
  };
}

function planDigest(
  sets: readonly SetStamp[],
  targets: readonly TargetStamp[],
  sha256: Sha256,
): string {
  const cases = sets.map((set) =>
    sha256(
      set.cases.map((planned) => `${planned.id} ${planned.hash} ${planned.trials}`).join('\n'),
    ),
  );
  return digest(
    {
      sets: sets.map((set, index) => [
        set.name,
        cases[index] ?? '',
        [...set.targets],
        set.scorers.map((scorer) => scorer.digest),
      ]),
      targets: targets.map((target) => [target.name, target.digest]),
    },
    sha256,
  );
}

function stampSet({ set, targets, cases }: PlanPart): SetStamp {
  return {
    name: set.name,
    version: set.version,
    owner: set.owner,
    digest: set.digest,
    file: set.file,
    targets: targets.map((target) => target.name),
    scorers: [...set.scorers.map(stampScorer), ...stampCaseScorers(cases)],
    policy: set.policy,
    cases: cases.map(stampCase),
  };
}

function stampScorer(spec: ScorerSpec): ScorerStamp {
  const { name, type, binary, advisory, judge } = spec;
  return {
    name,
    type,
    digest: spec.digest,
    binary,
    advisory,
    ...(judge === undefined ? {} : { judge }),
  };
}

/** Scorers that cases bring are told apart by the case's hash, so their stamp has no digest of its own. */
function stampCaseScorers(cases: readonly PlannedCase[]): ScorerStamp[] {
  const stamps = new Map<string, ScorerStamp & { readonly cases: string[] }>();
  for (const { case: evalCase } of cases) {
    for (const spec of evalCase.scorers) {
      const known = stamps.get(spec.name);
      if (known === undefined) {
        stamps.set(spec.name, { ...stampScorer(spec), digest: 'in-case', cases: [evalCase.id] });
      } else {
        known.cases.push(evalCase.id);
      }
    }
  }
  return [...stamps.values()];
}

function stampCase({ case: evalCase, trials }: PlannedCase): CaseStamp {
  const { id, hash, cluster, tags, incidents, place } = evalCase;
  return {
    id,
    hash,
    trials,
    ...(cluster === undefined ? {} : { cluster }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(evalCase.critical ? { critical: true as const } : {}),
    ...(incidents.length === 0 ? {} : { incidents }),
    place,
  };
}

function stampTargets(parts: readonly PlanPart[]): TargetStamp[] {
  const targets = new Map(
    parts.flatMap((part) => part.targets).map((target) => [target.name, target]),
  );
  return [...targets.values()].map(stampTarget);
}

function stampTarget(target: Target): TargetStamp {
  const { name, provider, transparent, digest: sum } = target;
  const stamp: TargetStamp = { name, provider, digest: sum, transparent };
  if (!('model' in target)) return stamp;
  const seed = target.params?.seed;
  return { ...stamp, model: target.model, ...(seed === undefined ? {} : { seed }) };
}
