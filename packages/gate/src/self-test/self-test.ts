import type { Outcome, RuleChange, RunRecord, Verdict } from '@pawl/core';

import { judge } from '../judge.ts';
import { passMark } from '../pass-mark.ts';
import { primaryScorers } from '../primary-scorers.ts';
import { recordArm } from '../record-arm.ts';
import { clopperPearson } from '../statistics/clopper-pearson.ts';
import type { Ends } from '../statistics/wilson.ts';
import { baselinesOf } from './baselines-of.ts';
import { benign } from './benign.ts';
import { defects } from './defects.ts';
import { editCases, scoreAll } from './edit-record.ts';
import { splitTrials } from './split-trials.ts';
import type { Operation, Patient } from './trial.ts';

/** What the gate made of its own trial. */
export interface SelfTestReport {
  readonly rows: readonly SelfTestRow[];
  readonly caught: SelfTestTotal;
  readonly passed: SelfTestTotal;
  /** Trials of one system held against each other: how many were not called worse. */
  readonly sameSystem: SelfTestTotal;
}

/** One operation on one run. */
export interface SelfTestRow {
  readonly kind: 'defect' | 'benign' | 'same-system';
  readonly name: string;
  readonly runId: string;
  readonly outcome: Outcome;
  /** Codes of what was told, without notes. */
  readonly told: readonly string[];
  readonly right: boolean;
}

/** How many were right, of how many, with the exact interval at 95 %. */
export interface SelfTestTotal {
  readonly right: number;
  readonly of: number;
  readonly interval: Ends;
}

/**
 * Seeds defects into whole runs, and innocent changes, and counts what the gate makes of them. `repeated` are runs whose
 * trials of a case are honest repetitions of one system; each is held against the others.
 */
export function selfTest(
  records: readonly RunRecord[],
  repeated: readonly RunRecord[] = records,
): SelfTestReport {
  const patients = records.flatMap((record) => makePatient(record) ?? []);
  const rows = [
    ...patients.flatMap((patient) => defects.flatMap((one) => tryOn(patient, one))),
    ...patients.flatMap((patient) => benign.flatMap((one) => tryOn(patient, one))),
    ...repeated.flatMap(sameSystem),
  ];
  return {
    rows,
    caught: total(rows, 'defect'),
    passed: total(rows, 'benign'),
    sameSystem: total(rows, 'same-system'),
  };
}

/** Every which one of the passing cases is lost: as few as make the regression certain where nothing hides it. */
const strides = [8, 4, 2, 1];

/** Takes a run as accepted, and makes a certain regression of it; `undefined` where too little passes to lose. */
function makePatient(accepted: RunRecord): Patient | undefined {
  const passing = passingCases(accepted);
  return strides
    .map((stride) =>
      withoutCases(
        accepted,
        passing.filter((_, at) => at % stride === 0),
      ),
    )
    .find(
      ({ worse }) =>
        judge({ record: worse, baselines: baselinesOf(accepted), at: accepted.startedAt })
          .outcome === 'fail',
    );
}

function withoutCases(accepted: RunRecord, lost: readonly string[]): Patient {
  const gone = new Set(lost);
  const worse = editCases(accepted, (one) => ({
    ...(gone.has(one.case) ? scoreAll(one, 0) : one),
    request: `other ${one.request ?? one.case}`,
  }));
  return { accepted, worse: { ...worse, runId: `${accepted.runId}-worse` }, lost };
}

function passingCases(record: RunRecord): string[] {
  return record.cells.flatMap(({ set: name, target }) => {
    const set = record.sets.find((one) => one.name === name);
    const arm = recordArm(record, { set: name, target });
    if (set === undefined || arm === undefined) return [];
    const [scorer] = primaryScorers({ set, policy: set.policy });
    const stamp = set.scorers.find((one) => one.name === scorer);
    if (scorer === undefined || stamp === undefined) return [];
    const mark = passMark(stamp, set.policy);
    return arm.cases.filter((one) => one.read(scorer, mark)?.passed === true).map((one) => one.id);
  });
}

function tryOn(patient: Patient, { name, must, operate }: Operation): SelfTestRow[] {
  const evidence = operate(patient);
  if (evidence === undefined) return [];
  const verdict = judge(evidence);
  const { runId } = patient.accepted;
  const kind = must === 'pass' ? 'benign' : 'defect';
  return [toRow(verdict, { kind, name, runId, right: isRight(verdict, must) })];
}

function isRight(verdict: Verdict, must: Operation['must']): boolean {
  if (must === 'pass') return verdict.outcome === 'pass';
  if (verdict.outcome !== 'pass') return true;
  const weaker = (change: RuleChange): boolean => change.direction === 'weaker';
  return (
    must === 'name' &&
    verdict.findings.some((one) => one.code === 'rules-changed' && one.changes.some(weaker))
  );
}

function toRow(
  verdict: Verdict,
  row: Pick<SelfTestRow, 'kind' | 'name' | 'right' | 'runId'>,
): SelfTestRow {
  const told = verdict.findings.filter((one) => one.level !== 'note').map((one) => one.code);
  return { ...row, outcome: verdict.outcome, told: [...new Set(told)] };
}

function sameSystem(record: RunRecord): SelfTestRow[] {
  return splitTrials(record).map(({ name, evidence }) => {
    const verdict = judge(evidence);
    const right = verdict.outcome !== 'fail';
    return toRow(verdict, { kind: 'same-system', name, right, runId: record.runId });
  });
}

function total(rows: readonly SelfTestRow[], kind: SelfTestRow['kind']): SelfTestTotal {
  const mine = rows.filter((row) => row.kind === kind);
  const right = mine.filter((row) => row.right).length;
  return { right, of: mine.length, interval: clopperPearson(right, mine.length) };
}
