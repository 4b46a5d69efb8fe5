import type { Fault, Finding, FindingCode, Problem } from '@pawl/core';

import { say, toPlain, type Phrase } from './phrase.ts';
import * as comparison from './words/comparison.ts';
import { phraseFault } from './words/fault.ts';
import { wordFlaky } from './words/flaky.ts';
import * as hard from './words/hard-cases.ts';
import * as missing from './words/missing.ts';
import * as notes from './words/notes.ts';
import { phraseProblem } from './words/problem.ts';
import * as ruler from './words/ruler.ts';
import type { FindingOf, Wording } from './words/wording.ts';

/** A finding as plain sentences: what happened, then what to do. */
export function wordFinding(finding: Finding, options: WordOptions = {}): PlainWording {
  return toPlainWording(phraseFinding(finding, options));
}

/** Sentences without markup; words of others in them are cleaned and bounded. */
export interface PlainWording {
  readonly message: string;
  readonly hint?: string;
}

/** The run's id, so that commands in a hint can be copied as they stand. */
export interface WordOptions {
  readonly runId?: string;
}

/** The same words in pieces, so that every sink can make the words of others safe in its own way. */
export function phraseFinding(finding: Finding, options: WordOptions = {}): Wording {
  const { message, hint } = wordWaived(finding, phrase(finding.code, finding));
  const bind = (text: Phrase) => bindRun(text, options.runId);
  return hint === undefined
    ? { message: bind(message) }
    : { message: bind(message), hint: bind(hint) };
}

/** A wording as plain text. */
function toPlainWording(wording: Wording): PlainWording {
  const message = toPlain(wording.message);
  return wording.hint === undefined ? { message } : { message, hint: toPlain(wording.hint) };
}

function wordWaived(finding: Finding, wording: Wording): Wording {
  if (finding.waivedBy === undefined) return wording;
  return { message: say`Waived by ${finding.waivedBy}: ${wording.message}` };
}

function bindRun(text: Phrase, runId: string | undefined): Phrase {
  if (runId === undefined) return text;
  return text.map((piece) =>
    piece.kind === 'code' ? { ...piece, text: piece.text.replaceAll('<run>', () => runId) } : piece,
  );
}

function phrase<C extends FindingCode>(code: C, finding: Findings[C]): Wording {
  return wordings[code](finding);
}

type Findings = { readonly [C in FindingCode]: FindingOf<C> };

const wordings: { readonly [C in keyof Findings]: (finding: Findings[C]) => Wording } = {
  'guard-failed': hard.wordGuardFailed,
  'critical-failed': hard.wordCriticalFailed,
  'guard-missing': hard.wordGuardMissing,
  'guard-unproven': hard.wordGuardUnproven,
  'below-minimum': hard.wordBelowMinimum,
  regressed: comparison.wordRegressed,
  'leaning-worse': comparison.wordLeaningWorse,
  unsure: comparison.wordUnsure,
  held: comparison.wordHeld,
  improved: comparison.wordImproved,
  'not-comparable': comparison.wordNotComparable,
  'slice-worse': comparison.wordSliceWorse,
  'cost-over-budget': notes.wordBudget,
  'latency-over-budget': notes.wordBudget,
  'cost-unknown': missing.wordCostUnknown,
  'run-unfinished': missing.wordRunUnfinished,
  'missing-trials': missing.wordMissingTrials,
  'nothing-to-judge': missing.wordNothingToJudge,
  'no-baseline': missing.wordNoBaseline,
  'bad-baseline': missing.wordBadBaseline,
  'stale-baseline': missing.wordStaleBaseline,
  'partial-run': missing.wordPartialRun,
  'cases-added': ruler.wordCases,
  'cases-changed': ruler.wordCases,
  'cases-rescored': ruler.wordCases,
  'cases-removed': ruler.wordCasesRemoved,
  'rules-changed': ruler.wordRulesChanged,
  'masked-regression': ruler.wordMaskedRegression,
  'stricter-set': ruler.wordStricterSet,
  'edited-losses': ruler.wordEditedLosses,
  'ruler-not-measured': ruler.wordRulerNotMeasured,
  'served-model-changed': notes.wordServedModel,
  drift: notes.wordDrift,
  flaky: wordFlaky,
  'cut-answers': missing.wordCutAnswers,
  'few-clusters': notes.wordFewClusters,
  confirmed: notes.wordConfirmed,
  'waiver-invalid': notes.wordWaiverInvalid,
  'waiver-expired': notes.wordWaiverExpired,
};

/** A fault as plain sentences: its kind and what the machine said, then what to do. */
export function wordFault(fault: Fault): PlainWording {
  return toPlainWording(phraseFault(fault));
}

/** A mistake in a definition file as plain sentences: where and what, then what to write instead. */
export function wordProblem(problem: Problem): PlainWording {
  return toPlainWording(phraseProblem(problem));
}
