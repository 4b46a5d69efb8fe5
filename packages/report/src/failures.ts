import type { RecordCell, RunRecord, ScorerStamp, SetStamp, TrialRecord } from '@pawl/core';

/** A case that did not pass one scorer on every trial. */
export interface Failure {
  readonly set: string;
  readonly target: string;
  readonly case: string;
  readonly scorer: string;
  readonly passed: number;
  readonly trials: number;
  /** Of the first trial that did not pass. */
  readonly value: number;
  readonly reason?: string;
  readonly critical: boolean;
  readonly incidents: readonly string[];
}

/** The failing cases of a run by its deciding scorers, in plan order. */
export function* listFailures(record: RunRecord): Generator<Failure> {
  const sets = new Map(record.sets.map((set) => [set.name, set]));
  for (const cell of record.cells) {
    const set = sets.get(cell.set);
    if (set !== undefined) yield* cellFailures(set, cell);
  }
}

function* cellFailures(set: SetStamp, cell: RecordCell): Generator<Failure> {
  const stamps = new Map(set.cases.map((stamp) => [stamp.id, stamp]));
  const scorers = decidingScorers(set);
  for (const { case: id, trials } of cell.cases) {
    const stamp = stamps.get(id);
    const marks = { critical: stamp?.critical === true, incidents: stamp?.incidents ?? [] };
    for (const { name, binary } of scorers) {
      const failed = judgeCase(trials, name, passMark(set, { binary }));
      if (failed === undefined) continue;
      yield { set: cell.set, target: cell.target, case: id, scorer: name, ...failed, ...marks };
    }
  }
}

/** From which score on a trial passes. */
export function passMark(set: SetStamp, scorer: Pick<ScorerStamp, 'binary'>): number {
  return set.policy.passAt ?? (scorer.binary ? 1 : 0.5);
}

/** The scorers of a set that decide. */
export function decidingScorers(set: SetStamp): readonly ScorerStamp[] {
  const { primary } = set.policy;
  if (primary === undefined) return set.scorers.filter((scorer) => !scorer.advisory);
  return set.scorers.filter((scorer) => primary.includes(scorer.name));
}

type Judged = Pick<Failure, 'passed' | 'trials' | 'value' | 'reason'>;

function judgeCase(
  trials: readonly TrialRecord[],
  scorer: string,
  mark: number,
): Judged | undefined {
  let passed = 0;
  let scored = 0;
  let first: Pick<Failure, 'value' | 'reason'> | undefined;
  for (const trial of trials) {
    if (trial.kind === 'faulted') continue;
    const score = trial.scores.find((one) => one.scorer === scorer);
    if (score?.kind !== 'scored') continue;
    scored += 1;
    if (score.value >= mark) passed += 1;
    else first ??= score;
  }
  if (first === undefined) return undefined;
  const { value, reason } = first;
  return { passed, trials: scored, value, ...(reason === undefined ? {} : { reason }) };
}
