import type { Comparison, Finding, RunRecord, TrialRecord, Verdict } from '@pawl/core';

import { decidingScorers, passMark } from './failures.ts';
import { headline } from './headline.ts';
import { toPlain } from './phrase.ts';
import type { VerdictView } from './terminal/verdict.ts';
import { wordFault, wordFinding } from './words.ts';
import { phraseComparison } from './words/comparison.ts';
import { drawXml, type XmlElement } from './xml-element.ts';

/** A run as JUnit XML: a suite for each set on a target, a test for each case and deciding scorer. */
export function renderRunJunit({ record }: { readonly record: RunRecord }): string {
  return toXml(
    record.runId,
    record.cells.map((cell) => toRunSuite(record, cell)),
  );
}

/** A verdict as JUnit XML: a test fails only where the gate holds the merge back. */
export function renderJunit({ verdict, record }: VerdictView): string {
  const outcome: Test = {
    name: 'verdict',
    group: 'gate',
    ...tellOutcome(verdict, headline(verdict, record)),
  };
  const findings = verdict.findings.map((finding) => toFindingTest(finding, verdict.runId));
  const compared = verdict.comparisons.map(toComparisonTest);
  return toXml(verdict.runId, [
    { name: 'gate', tests: [outcome, ...findings] },
    { name: 'comparisons', tests: compared },
  ]);
}

interface Suite {
  readonly name: string;
  readonly tests: readonly Test[];
}

interface Test {
  readonly name: string;
  readonly group: string;
  readonly failure?: Trouble;
  readonly error?: Trouble;
  /** What is worth knowing of a test that passes. */
  readonly said?: string;
}

interface Trouble {
  readonly type: string;
  readonly message: string;
  readonly detail: string;
}

function toXml(runId: string, suites: readonly Suite[]): string {
  const tests = suites.flatMap((suite) => suite.tests);
  return drawXml({
    name: 'testsuites',
    attributes: { name: `pawl ${runId}`, ...countTests(tests) },
    children: suites.map((suite) => ({
      name: 'testsuite',
      attributes: { name: suite.name, ...countTests(suite.tests) },
      children: suite.tests.map(toTestcase),
    })),
  });
}

function countTests(tests: readonly Test[]): Readonly<Record<string, number>> {
  return {
    tests: tests.length,
    failures: tests.filter((test) => test.failure !== undefined).length,
    errors: tests.filter((test) => test.error !== undefined).length,
  };
}

function toTestcase(test: Test): XmlElement {
  const { name, group, failure, error, said } = test;
  const children = [
    failure === undefined ? [] : [toTrouble('failure', failure)],
    error === undefined ? [] : [toTrouble('error', error)],
    said === undefined ? [] : [{ name: 'system-out', text: said }],
  ].flat();
  return { name: 'testcase', attributes: { name, classname: group }, children };
}

function toTrouble(name: 'failure' | 'error', { type, message, detail }: Trouble): XmlElement {
  return { name, attributes: { type, message }, text: detail };
}

function toRunSuite(record: RunRecord, cell: RunRecord['cells'][number]): Suite {
  const set = record.sets.find((stamp) => stamp.name === cell.set);
  const group = `${cell.set}.${cell.target}`;
  const scorers = set === undefined ? [] : decidingScorers(set);
  const tests = cell.cases.flatMap(({ case: id, trials }) =>
    scorers.map((scorer): Test => {
      const mark = set === undefined ? 1 : passMark(set, scorer);
      return { name: `${id} · ${scorer.name}`, group, ...judgeTrials(trials, scorer.name, mark) };
    }),
  );
  return { name: `${cell.set} on ${cell.target}`, tests };
}

function judgeTrials(
  trials: readonly TrialRecord[],
  scorer: string,
  mark: number,
): Pick<Test, 'failure' | 'error'> {
  const told = trials.map((trial) => judgeTrial(trial, scorer, mark));
  const error = told.find((one) => one.error !== undefined);
  return error ?? told.find((one) => one.failure !== undefined) ?? {};
}

function judgeTrial(
  trial: TrialRecord,
  scorer: string,
  mark: number,
): Pick<Test, 'failure' | 'error'> {
  if (trial.kind === 'faulted') {
    const { message, hint = '' } = wordFault(trial.fault);
    return { error: { type: trial.fault.code, message, detail: `${message}\n${hint}` } };
  }
  const score = trial.scores.find((one) => one.scorer === scorer);
  if (score === undefined) return {};
  if (score.kind === 'unscored') {
    return { error: { type: 'unscored', message: score.reason, detail: score.reason } };
  }
  if (score.value >= mark) return {};
  const message = score.reason ?? `scored ${score.value}, passes from ${mark}`;
  return { failure: { type: 'failed', message, detail: `trial ${trial.trial}: ${message}` } };
}

function tellOutcome(verdict: Verdict, message: string): Pick<Test, 'failure' | 'error' | 'said'> {
  const trouble = { type: verdict.reason ?? verdict.outcome, message, detail: message };
  if (verdict.outcome === 'fail') return { failure: trouble };
  return verdict.outcome === 'inconclusive' ? { error: trouble } : { said: message };
}

function toFindingTest(finding: Finding, runId: string): Test {
  const { message, hint } = wordFinding(finding, { runId });
  const place = [finding.set, finding.target, finding.scorer, finding.case];
  const name = [finding.code, ...place].filter((part) => part !== undefined).join(' · ');
  const detail = hint === undefined ? message : `${message}\n${hint}`;
  const trouble = { type: finding.code, message, detail };
  const test = { name, group: 'gate' };
  if (finding.level === 'fail') return { ...test, failure: trouble };
  if (finding.level === 'doubt' && finding.blocking) return { ...test, error: trouble };
  return { ...test, said: detail };
}

/** A comparison informs; what it means for the merge is told by the findings. */
function toComparisonTest(comparison: Comparison): Test {
  const { set, target, scorer, slice } = comparison;
  const name = [set, target, scorer, slice].filter((part) => part !== undefined).join(' · ');
  return { name, group: 'comparisons', said: toPlain(phraseComparison(comparison)) };
}
