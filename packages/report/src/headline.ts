import type { Comparison, Finding, FindingCode, RunRecord, Verdict } from '@pawl/core';

import { count, counted, points } from './numbers.ts';
import { listNames, own, say, toPlain, type Phrase } from './phrase.ts';
import { phraseFinding } from './words.ts';
import { isWorseWithin, tellEvidence } from './words/comparison-numbers.ts';
import { inconclusiveWords } from './words/inconclusive.ts';
import { nameCell } from './words/where.ts';

/** The consequence in one sentence. */
export function headline(verdict: Verdict, record?: RunRecord): string {
  return toPlain(phraseHeadline(verdict, record).phrase);
}

/** The headline, and the finding that it tells, where it tells one. */
export interface Headline {
  readonly phrase: Phrase;
  readonly finding?: Finding;
}

/** The headline in pieces. */
export function phraseHeadline(verdict: Verdict, record?: RunRecord): Headline {
  const blocking = rankBlocking(verdict);
  const first = blocking[0];
  if (first === undefined) return withoutBlocking(verdict, record);
  const left = blocking.length - 1;
  const more = left === 0 ? own('') : own(` – and ${count(left)} more`);
  return { phrase: say`${tell(first, verdict, record)}${more}`, finding: first };
}

/** The findings that hold the merge back: the outcome's own level only, an incident that returns before all. */
export function rankBlocking(verdict: Verdict): readonly Finding[] {
  const blocking = verdict.findings.filter((finding) => isBlocking(finding, verdict));
  const returned = blocking.filter((finding) => finding.code === 'guard-failed');
  return [...returned, ...blocking.filter((finding) => finding.code !== 'guard-failed')];
}

function isBlocking(finding: Finding, verdict: Verdict): boolean {
  if (verdict.outcome === 'fail') return finding.level === 'fail';
  return verdict.outcome === 'inconclusive' && finding.level === 'doubt' && finding.blocking;
}

function tell(finding: Finding, verdict: Verdict, record: RunRecord | undefined): Phrase {
  const { runId } = verdict;
  if (!isOnlyScorer(finding, record)) return phraseFinding(finding, { runId }).message;
  const { scorer: _, ...rest } = finding;
  return phraseFinding(rest, { runId }).message;
}

function isOnlyScorer(finding: Finding, record: RunRecord | undefined): boolean {
  const set = record?.sets.find((stamp) => stamp.name === finding.set);
  return set !== undefined && set.scorers.length === 1;
}

function withoutBlocking(verdict: Verdict, record: RunRecord | undefined): Headline {
  if (verdict.outcome === 'fail') return { phrase: own('Held back by the gate') };
  if (verdict.outcome === 'inconclusive') {
    const why =
      verdict.reason === undefined
        ? 'the evidence is not enough'
        : inconclusiveWords[verdict.reason];
    return { phrase: own(`No verdict: ${why}`) };
  }
  const passed = tellEditedLosses(verdict, record) ?? tellPass(verdict, record);
  return { ...passed, phrase: say`${passed.phrase}${tellWaived(verdict)}` };
}

function tellWaived(verdict: Verdict): Phrase {
  const waived = verdict.findings.filter((finding) => finding.waivedBy !== undefined).length;
  return own(waived === 0 ? '' : ` – ${counted(waived, 'waived finding')}`);
}

function tellEditedLosses(verdict: Verdict, record: RunRecord | undefined): Headline | undefined {
  const finding = verdict.findings.find(({ code }) => code === 'edited-losses');
  return finding && { phrase: say`Passed, but ${tell(finding, verdict, record)}`, finding };
}

const passOrder: readonly FindingCode[] = ['unsure', 'held', 'improved', 'no-baseline'];

function tellPass(verdict: Verdict, record: RunRecord | undefined): Headline {
  const deciding = verdict.comparisons.filter(isDeciding);
  const nothingWorse = deciding.every((comparison) => comparison.worse + comparison.lost === 0);
  if (deciding.length > 0 && countCases(deciding) === 0) return { phrase: own(oldRulesHeld) };
  if (deciding.length > 0 && nothingWorse) return { phrase: tellNothingWorse(deciding) };
  const known = passOrder
    .map((code) => verdict.findings.filter((finding) => finding.code === code))
    .find((findings) => findings.length > 0);
  const first = known?.find(fellWithin) ?? known?.[0];
  if (first === undefined) return { phrase: tellCounts(deciding) };
  const left = verdict.findings.filter((finding) => passOrder.includes(finding.code)).length - 1;
  const more = own(left === 0 ? '' : ` – and ${counted(left, 'more comparison')}`);
  if (first.code === 'unsure') return { phrase: say`${tellDoubt(first)}${more}`, finding: first };
  if (first.code === 'no-baseline') return { phrase: say`${tellFloorsOnly(first)}${more}` };
  return { phrase: say`${tell(first, verdict, record)}${more}` };
}

/** What is worse within the margin is told before what merely held. */
const fellWithin = (finding: Finding): boolean =>
  'comparison' in finding && isWorseWithin(finding.comparison);

const oldRulesHeld =
  "Passed by the base's own rules: the new ones have no values to be compared with yet";

const tellFloorsOnly = (finding: Finding): Phrase =>
  say`Passed by its floors alone: ${nameCell(finding)} has no baseline yet`;

/** A pass in spite of a doubt names the doubt first. */
function tellDoubt({ comparison }: Extract<Finding, { readonly code: 'unsure' }>): Phrase {
  const { pairs, set, target, lostCases } = comparison;
  const cases = own(`Passed, but ${counted(pairs, 'case')} cannot rule out that `);
  const broke = lostCases.length === 0 ? own('') : say`; broke: ${listNames(lostCases)}`;
  return say`${cases}${nameCell({ set, target })}${own(` got worse: ${tellEvidence(comparison)}`)}${broke}`;
}

function tellNothingWorse(deciding: readonly Comparison[]): Phrase {
  const better = deciding.filter((comparison) => comparison.better + comparison.gained > 0).length;
  const cases = counted(countCases(deciding), 'case');
  const and = better === 0 ? '' : ', and some got better';
  return own(`Nothing got worse on ${cases}${and}${tellBlindness(deciding)}`);
}

/** What the set with the poorest sight could not have seen; nothing where no answer was measured anew. */
function tellBlindness(deciding: readonly Comparison[]): string {
  const measured = deciding.filter((comparison) => comparison.shared < comparison.pairs);
  const seen = measured.flatMap((comparison) => comparison.detectable ?? []);
  return seen.length === 0
    ? ''
    : `; a drop below ${points(Math.max(...seen))} points would not be visible`;
}

function tellCounts(deciding: readonly Comparison[]): Phrase {
  if (deciding.length === 0) return own('Passes: nothing was compared, and no rule is broken');
  return own(`Passes: no rule is broken on ${counted(countCases(deciding), 'case')}`);
}

function isDeciding(comparison: Comparison): boolean {
  return comparison.primary && comparison.slice === undefined;
}

/** Pairs over all cells, each cell counted once whatever its number of scorers. */
function countCases(comparisons: readonly Comparison[]): number {
  const cells = new Map<string, number>();
  for (const { set, target, pairs } of comparisons) {
    const key = JSON.stringify([set, target]);
    cells.set(key, Math.max(cells.get(key) ?? 0, pairs));
  }
  return [...cells.values()].reduce((sum, pairs) => sum + pairs, 0);
}
