import type {
  CaseRecord,
  RecordCell,
  RunRecord,
  RunSummary,
  ScorerStamp,
  SetStamp,
  SummaryCell,
  TrialRecord,
  Verdict,
} from '@pawl/core';
import {
  eligibilityFloor,
  isPassed,
  passAtK,
  passHatK,
  summarize,
  summarizeSlices,
  type SliceCell,
} from '@pawl/gate';
import { wordFinding } from '@pawl/report';
import type { CellFacts, RunFacts, ScorerFacts, VerdictFacts } from '@pawl/report/pages';

/** What the history keeps of a run. */
export function foldRunFacts(record: RunRecord, verdict?: Verdict): RunFacts {
  const summary = summarize(record);
  const slices = summarizeSlices(record);
  const { runId, startedAt, finishedAt, commit, dirty, partial } = record;
  const { outcome, reason, planned, executed, scored, faulted, cost, saved } = summary;
  return {
    format: 1,
    runId,
    at: startedAt,
    ...given({ finishedAt, commit, dirty, partial, reason, cost, saved }),
    outcome,
    planned,
    executed,
    scored,
    faulted,
    ...(verdict === undefined ? {} : { verdict: foldVerdict(verdict) }),
    cells: record.cells.flatMap((cell) => foldCell({ record, cell, summary, slices })),
  };
}

/** The properties that have a value. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const known: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  return Object.assign(
    known,
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  );
}

function foldVerdict(verdict: Verdict): VerdictFacts {
  const guards = verdict.findings.flatMap((finding) => {
    const { code, incident, set, target, case: id } = finding;
    const whole = incident !== undefined && set !== undefined && target !== undefined;
    return code === 'guard-failed' && whole && id !== undefined
      ? [{ incident, set, target, case: id }]
      : [];
  });
  const worse = verdict.comparisons.filter(
    ({ state, primary, slice }) => state === 'regressed' && primary && slice === undefined,
  );
  return {
    outcome: verdict.outcome,
    ...given({ reason: verdict.reason }),
    findings: tellFindings(verdict),
    guards,
    worse: worse.map(({ set, target }) => ({ set, target })),
  };
}

/** What held the run back, in words. */
function tellFindings({ findings, runId }: Verdict): readonly string[] {
  return findings
    .filter(({ level, blocking }) => level === 'fail' || (level === 'doubt' && blocking))
    .slice(0, 5)
    .map((finding) => wordFinding(finding, { runId }).message);
}

interface CellInputs {
  readonly record: RunRecord;
  readonly cell: RecordCell;
  readonly summary: RunSummary;
  readonly slices: readonly SliceCell[];
}

function foldCell({ record, cell, summary, slices }: CellInputs): CellFacts[] {
  const set = record.sets.find((one) => one.name === cell.set);
  const target = record.targets.find((one) => one.name === cell.target);
  if (set === undefined) return [];
  const here = ({ set: name, target: on }: SummaryCell): boolean =>
    name === cell.set && on === cell.target;
  const scorers = set.scorers.flatMap((stamp) =>
    foldScorer(stamp, set, summary.cells.filter(here)),
  );
  const leading = (scorers.find((one) => one.deciding) ?? scorers[0])?.name;
  const trials = cell.cases.flatMap((one) => one.trials);
  return [
    {
      set: set.name,
      setVersion: set.version,
      owner: set.owner,
      setDigest: set.digest,
      target: cell.target,
      targetDigest: target?.digest ?? '',
      ...given({ model: target?.model }),
      scorers,
      ...foldTrials(trials),
      margin: set.policy.margin,
      maxAgeDays: set.policy.maxAgeDays,
      floor: eligibilityFloor(set.policy.margin, 1 - set.policy.confidence),
      slices: slices
        .filter((one) => here(one) && one.scorer === leading)
        .map(({ slice, cases, mean, interval }) => ({
          tag: slice,
          cases,
          ...given({ mean }),
          low: interval.low,
          high: interval.high,
        })),
      ...foldCases(set, cell.cases),
    },
  ];
}

function foldScorer(
  stamp: ScorerStamp,
  set: SetStamp,
  cells: readonly SummaryCell[],
): ScorerFacts[] {
  const found = cells.find((one) => one.scorer === stamp.name);
  if (found === undefined) return [];
  const { primary } = set.policy;
  const deciding = primary === undefined ? !stamp.advisory : primary.includes(stamp.name);
  const { cases, passed, mean, interval, unscored } = found;
  return [
    {
      name: stamp.name,
      digest: stamp.digest,
      deciding,
      ...given({ judge: stamp.judge, mean }),
      cases,
      passed,
      low: interval.low,
      high: interval.high,
      unscored,
    },
  ];
}

type TrialFacts = Pick<
  CellFacts,
  'trials' | 'servedModels' | 'faults' | 'cost' | 'saved' | 'latency'
>;

function foldTrials(trials: readonly TrialRecord[]): TrialFacts {
  const answered = trials.filter((trial) => trial.kind === 'answered');
  const faulted = trials.filter((trial) => trial.kind === 'faulted');
  const faults: Partial<Record<(typeof faulted)[number]['fault']['code'], number>> = {};
  for (const { fault } of faulted) faults[fault.code] = (faults[fault.code] ?? 0) + 1;
  const free = answered.every((one) => one.cached === true || one.shared === true);
  const costs = answered.flatMap((one) => one.costUsd ?? []);
  const known = costs.length === answered.length || free;
  const saved = sum(answered.flatMap((one) => one.savedUsd ?? []));
  const durations = Float64Array.from(answered, (one) => one.durationMs).toSorted();
  return {
    trials: trials.length,
    servedModels: [...new Set(answered.flatMap((one) => one.servedModel ?? []))].toSorted(),
    faults,
    ...(known && answered.length > 0 ? { cost: sum(costs) } : {}),
    ...(saved === 0 ? {} : { saved }),
    ...(durations.length === 0
      ? {}
      : {
          latency: {
            p50: rank(durations, 0.5),
            p95: rank(durations, 0.95),
            p99: rank(durations, 0.99),
          },
        }),
  };
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** Nearest rank: the smallest value that at least `share` of the sorted values do not exceed. */
const rank = (sorted: Float64Array, share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;

type CasesFacts = Pick<
  CellFacts,
  'cases' | 'hashes' | 'passed' | 'answered' | 'passK' | 'trialSpread'
>;

function foldCases(set: SetStamp, cases: readonly CaseRecord[]): CasesFacts {
  const counts = cases.map((one) => ({
    answered: one.trials.filter((trial) => trial.kind === 'answered').length,
    passed: one.trials.filter((trial) => isPassed({ case: one.case, trials: [trial] }, set)).length,
  }));
  const spread = trialSpread(counts);
  return {
    cases: cases.map((one) => one.case),
    hashes: cases.map((one) => one.hash.slice(0, 8)),
    passed: counts.map((one) => one.passed),
    answered: counts.map((one) => one.answered),
    passK: foldPassK(counts),
    ...(spread === undefined ? {} : { trialSpread: spread }),
  };
}

interface CaseCounts {
  readonly answered: number;
  readonly passed: number;
}

/** Over the cases that have at least k trials, for every k that some case has. */
function foldPassK(counts: readonly CaseCounts[]): CellFacts['passK'] {
  const most = Math.min(10, Math.max(0, ...counts.map((one) => one.answered)));
  return Array.from({ length: most }, (_, at) => at + 1).map((k) => {
    const enough = counts.filter((one) => one.answered >= k);
    const mean = (share: typeof passAtK): number =>
      sum(enough.map((one) => share(one.passed, one.answered, k) ?? 0)) / enough.length;
    return { k, any: mean(passAtK), all: mean(passHatK) };
  });
}

/** Root of the mean unbiased variance p(1 − p)·n/(n − 1) within cases of at least two trials. */
function trialSpread(counts: readonly CaseCounts[]): number | undefined {
  const several = counts.filter((one) => one.answered > 1);
  if (several.length === 0) return undefined;
  const variances = several.map(({ passed, answered }) => {
    const share = passed / answered;
    return (share * (1 - share) * answered) / (answered - 1);
  });
  return Math.sqrt(sum(variances) / several.length);
}
