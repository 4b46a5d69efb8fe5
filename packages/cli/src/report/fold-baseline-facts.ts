import { defaultPolicy, readPolicy, type Baseline, type BaselineCase } from '@pawl/core';
import { eligibilityFloor, wilson } from '@pawl/gate';
import type { CellFacts, RunFacts, ScorerFacts } from '@pawl/report/pages';

/** A committed baseline as a run of the history: the accepted values of one set on one target. */
export function foldBaselineFacts(baseline: Baseline): RunFacts {
  const { header } = baseline;
  const cell = foldCell(baseline);
  const { trials } = cell;
  return {
    format: 1,
    runId: header.runId,
    at: header.at,
    ...(header.commit === undefined ? {} : { commit: header.commit }),
    outcome: 'complete',
    planned: trials,
    executed: trials,
    scored: trials,
    faulted: 0,
    cells: [cell],
  };
}

function foldCell(baseline: Baseline): CellFacts {
  const { header } = baseline;
  const policy = readPolicy(header.policy) ?? defaultPolicy;
  const names = Object.keys(header.scorers).filter((name) => !header.advisory?.includes(name));
  return {
    set: header.set,
    setVersion: header.setVersion,
    owner: '',
    setDigest: '',
    target: header.target,
    targetDigest: header.targetDigest ?? '',
    ...(header.requestedModel === undefined ? {} : { model: header.requestedModel }),
    servedModels: [...(header.servedModels ?? [])],
    scorers: names.map((name) => scorerFacts(baseline, name)),
    faults: {},
    passK: [],
    margin: policy.margin,
    maxAgeDays: policy.maxAgeDays,
    floor: eligibilityFloor(policy.margin, 1 - policy.confidence),
    slices: [],
    ...foldCases(baseline, { names, passAt: policy.passAt ?? 1 }),
  };
}

function foldCases(
  { cases }: Baseline,
  { names, passAt }: { readonly names: readonly string[]; readonly passAt: number },
): Pick<CellFacts, 'cases' | 'hashes' | 'passed' | 'answered' | 'trials'> {
  const rows = [...cases.values()];
  const trialsOf = (row: BaselineCase): number => row.scores[names[0] ?? '']?.length ?? 0;
  const passedOf = (row: BaselineCase): number =>
    Array.from({ length: trialsOf(row) }, (_, at) =>
      names.every((name) => (row.scores[name]?.[at] ?? 0) >= passAt),
    ).filter(Boolean).length;
  return {
    trials: rows.reduce((sum, row) => sum + trialsOf(row), 0),
    cases: rows.map((row) => row.case),
    hashes: rows.map((row) => row.hash.slice(0, 8)),
    passed: rows.map(passedOf),
    answered: rows.map(trialsOf),
  };
}

function scorerFacts({ header, cases }: Baseline, name: string): ScorerFacts {
  const values = [...cases.values()].flatMap((row) => {
    const scores = row.scores[name];
    return scores === undefined || scores.length === 0 ? [] : [scores];
  });
  const means = values.map((scores) => scores.reduce((sum, one) => sum + one, 0) / scores.length);
  const mean = means.reduce((sum, one) => sum + one, 0) / Math.max(1, means.length);
  const passed = values.filter((scores) => scores.every((one) => one >= 1)).length;
  const { low, high } = wilson(mean, means.length);
  return {
    name,
    digest: header.scorers[name] ?? '',
    deciding: true,
    cases: values.length,
    passed,
    ...(means.length === 0 ? {} : { mean }),
    low,
    high,
    unscored: 0,
  };
}
