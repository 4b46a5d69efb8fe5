import type { Finding, RunRecord, Verdict } from '@pawl/core';

import { phraseHeadline, rankBlocking, type Headline } from '../headline.ts';
import { count } from '../numbers.ts';
import { listNames, own, say, toPlain, type Phrase } from '../phrase.ts';
import { phraseFinding } from '../words.ts';
import type { Canvas, Colour, Paint } from './canvas.ts';
import { layOutComparisons } from './comparison-table.ts';
import { layOutFlaky } from './flaky-table.ts';
import { layOutWarnings } from './run-notes.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** What a verdict is drawn from. */
export interface VerdictView {
  readonly verdict: Verdict;
  readonly record?: RunRecord;
  /** Where the baselines were found, in words. */
  readonly sources?: readonly string[];
}

/** A verdict on a terminal: the consequence, only what blocks, what to do, then the rest. */
export function renderVerdict(
  { verdict, record, sources = [] }: VerdictView,
  canvas: Canvas,
): string {
  const top = phraseHeadline(verdict, record);
  const blocking = rankBlocking(verdict);
  const rest = verdict.findings.filter(
    (finding) =>
      !blocking.includes(finding) && finding !== top.finding && !isInTable(finding, verdict),
  );
  const doubted = top.finding === undefined || blocking.length > 0 ? [] : [top.finding];
  return stack([
    layOutHeadline(verdict, top, canvas),
    layOutBlocking(blocking, { verdict, top }, canvas),
    layOutHints([...blocking, ...doubted], verdict, canvas),
    layOutRest(rest, verdict, canvas),
    layOutWarnings(record, canvas),
    layOutComparisons(verdict.comparisons, canvas),
    layOutFlaky(verdict, canvas),
    layOutOutcome(verdict, sources, canvas),
  ]);
}

/** A comparison that holds, and flaky cases, say in their tables all that there is to say. */
function isInTable(finding: Finding, verdict: Verdict): boolean {
  if (finding.code === 'flaky') return true;
  if (finding.code !== 'held' && finding.code !== 'improved') return false;
  return finding.waivedBy === undefined && verdict.comparisons.length > 0;
}

function layOutHeadline(verdict: Verdict, top: Headline, { width, paint }: Canvas): string[] {
  const { mark, colour } = outcomeLook(verdict, paint);
  return layOut(top.phrase, { width, mark, markColour: colour, colour: paint.bold });
}

function outcomeLook(verdict: Verdict, paint: Paint): { mark: string; colour: Colour } {
  if (verdict.outcome === 'pass') return { mark: '✓', colour: paint.green };
  if (verdict.outcome === 'fail') return { mark: '✗', colour: paint.red };
  return { mark: '?', colour: paint.yellow };
}

const shownFindings = 20;

interface Told {
  readonly verdict: Verdict;
  readonly top: Headline;
}

function layOutBlocking(blocking: readonly Finding[], told: Told, canvas: Canvas): string[] {
  const lines = blocking
    .slice(0, shownFindings)
    .flatMap((finding) => layOutBlocker(finding, told, canvas));
  if (lines.length === 0) return [];
  const left = blocking.length - shownFindings;
  const more = left > 0 ? [canvas.paint.dim(`  and ${count(left)} more`)] : [];
  return [canvas.paint.bold('What blocks'), ...lines, ...more];
}

/** A finding that the headline told already only adds its cases. */
function layOutBlocker(finding: Finding, { verdict, top }: Told, canvas: Canvas): string[] {
  const { width, paint } = canvas;
  const { outcome, runId } = verdict;
  const colour = outcome === 'fail' ? paint.red : paint.yellow;
  const mark = outcome === 'fail' ? '✗' : '?';
  const look = { width, indent: 2, mark, markColour: colour };
  const broke = tellBroken(finding);
  const detail = broke === undefined ? [] : layOut(broke, { width, indent: 4, colour: paint.dim });
  if (finding === top.finding && broke !== undefined) return layOut(broke, look);
  if (finding === top.finding) return [];
  return [...layOut(phraseFinding(finding, { runId }).message, look), ...detail];
}

function tellBroken(finding: Finding): Phrase | undefined {
  const comparison = 'comparison' in finding ? finding.comparison : undefined;
  if (comparison === undefined || comparison.lostCases.length === 0) return undefined;
  return say`broke: ${listNames(comparison.lostCases, 8)}`;
}

function layOutHints(blocking: readonly Finding[], verdict: Verdict, canvas: Canvas): string[] {
  const { runId } = verdict;
  const hints = new Map<string, Phrase>();
  for (const finding of blocking.slice(0, shownFindings)) {
    const { hint } = phraseFinding(finding, { runId });
    if (hint !== undefined) hints.set(toPlain(hint), hint);
  }
  if (hints.size === 0) return [];
  const lines = [...hints.values()]
    .slice(0, 6)
    .flatMap((hint) => layOut(hint, { width: canvas.width, indent: 2, mark: '→' }));
  return [canvas.paint.bold('What to do'), ...lines];
}

function layOutRest(rest: readonly Finding[], verdict: Verdict, canvas: Canvas): string[] {
  if (rest.length === 0) return [];
  const ranked = rest.toSorted((a, b) => levelRank(a) - levelRank(b));
  const lines = ranked
    .slice(0, shownFindings)
    .flatMap((finding) => layOutNote(finding, verdict.runId, canvas));
  const left = ranked.length - shownFindings;
  const more = left > 0 ? [canvas.paint.dim(`  and ${count(left)} more`)] : [];
  return [canvas.paint.bold('Also'), ...lines, ...more];
}

function levelRank(finding: Finding): number {
  return ['fail', 'doubt', 'note'].indexOf(finding.level);
}

function layOutNote(finding: Finding, runId: string, { width, paint }: Canvas): string[] {
  const { message, hint } = phraseFinding(finding, { runId });
  const note = finding.level === 'note';
  return [
    ...layOut(message, {
      width,
      indent: 2,
      mark: note ? '·' : '!',
      ...(note ? { colour: paint.dim } : { markColour: paint.yellow }),
    }),
    ...(hint === undefined || note
      ? []
      : layOut(hint, { width, indent: 4, mark: '→', colour: paint.dim })),
  ];
}

function layOutOutcome(
  verdict: Verdict,
  sources: readonly string[],
  { width, paint }: Canvas,
): string[] {
  const reason = verdict.reason === undefined ? '' : ` (${verdict.reason})`;
  const line = say`${own(`${verdict.outcome}${reason} · exit ${verdict.exitCode} · run `)}${verdict.runId}`;
  const [first, ...others] = sources;
  const more = others.length === 0 ? '' : ` and ${count(others.length)} more`;
  const against = first === undefined ? own('') : say`${own(' · against ')}${first}${own(more)}`;
  return layOut(say`${line}${against}`, { width, colour: paint.dim });
}
