import {
  defaultPolicy,
  makePlan,
  type EvalCase,
  type EvalSet,
  type ModelTarget,
  type Plan,
  type RunStarted,
  type Target,
} from '@pawl/core';

/** A plan for tests: one set of `cases` cases on the targets. */
export function smallPlan(
  cases: number,
  options: { readonly targets?: readonly Target[]; readonly trials?: number } = {},
): Plan {
  const set = smallSet(cases);
  return makePlan([{ set, targets: options.targets ?? [moduleTarget('app')] }], {
    trials: options.trials ?? 1,
  });
}

/** A set with cases `case-0`, `case-1`, … whose input is their number. */
export function smallSet(cases: number): EvalSet {
  return {
    name: 'small',
    version: '1.0.0',
    owner: '@tests',
    digest: `digest of ${cases}`,
    folder: 'evals/small',
    file: 'evals/small/set.yaml',
    cases: Array.from({ length: cases }, (_, index) => smallCase(index)),
    trials: 1,
    scorers: [
      { type: 'equals', name: 'equals', advisory: false, binary: true, options: {}, digest: 'd' },
    ],
    policy: defaultPolicy,
    allowCode: false,
  };
}

function smallCase(index: number): EvalCase {
  return {
    id: `case-${index}`,
    input: index,
    expected: index,
    tags: [],
    critical: false,
    scorers: [],
    incidents: [],
    hash: `hash-${index}`,
    place: { file: 'evals/small/cases.jsonl', line: index + 1 },
  };
}

/** A target of the user's own code. */
export function moduleTarget(name: string): Target {
  return {
    name,
    provider: 'module',
    module: './app.ts',
    digest: `digest of ${name}`,
    transparent: false,
    timeoutMs: 5000,
  };
}

/** A target behind a provider; each `apiKeyEnv` has its own limits. */
export function modelTarget(name: string, apiKeyEnv = 'OPENAI_API_KEY'): ModelTarget {
  return {
    name,
    provider: 'openai',
    model: 'gpt-5-mini',
    apiKeyEnv,
    digest: `digest of ${name}`,
    transparent: true,
    timeoutMs: 5000,
  };
}

/** The first event of a run of the plan. */
export function startOf(plan: Plan, runId: string): RunStarted {
  const targets = plan.parts.flatMap((part) => part.targets);
  return {
    type: 'run-started',
    format: 1,
    runId,
    at: '2026-11-20T11:05:12.000Z',
    harness: '0.0.0',
    planDigest: `plan of ${plan.planned}`,
    planned: plan.planned,
    sets: plan.parts.map(({ set, targets: names, cases }) => ({
      name: set.name,
      version: set.version,
      owner: set.owner,
      digest: set.digest,
      file: set.file,
      targets: names.map(({ name }) => name),
      scorers: set.scorers.map(({ name, type, digest, binary, advisory }) => ({
        name,
        type,
        digest,
        binary,
        advisory,
      })),
      policy: set.policy,
      cases: cases.map((planned) => ({
        id: planned.case.id,
        hash: planned.case.hash,
        trials: planned.trials,
      })),
    })),
    targets: targets.map(({ name, provider, digest, transparent }) => ({
      name,
      provider,
      digest,
      transparent,
    })),
  };
}

/** A target whose outputs were recorded earlier. */
export function recordedTarget(name: string): Target {
  return {
    name,
    provider: 'recorded',
    outputs: 'evals/small/recorded.jsonl',
    digest: `digest of ${name}`,
    transparent: true,
    timeoutMs: 5000,
  };
}
