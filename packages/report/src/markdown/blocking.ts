import type { Finding, RunRecord, Verdict } from '@pawl/core';

import { blamedCases } from '../blamed-cases.ts';
import { rankBlocking } from '../headline.ts';
import { count, counted } from '../numbers.ts';
import { link, toPlain, type Phrase } from '../phrase.ts';
import { forCell } from '../sinks/for-cell.ts';
import { phraseFinding } from '../words.ts';
import { drawTable } from './markdown-table.ts';
import type { MarkdownView } from './markdown-view.ts';
import { linkTo, toMarkdown } from './to-markdown.ts';

/** The cases that block, one row each, the incidents first. */
export function drawBlockingCases(view: MarkdownView, most: number): string {
  const rows = listRows(view.verdict);
  const shown = rows.slice(0, most).map((row) => drawRow(row, view));
  const table = drawTable(['', 'Case', 'Passed before → now', 'What broke', 'Guards'], shown);
  const left = rows.length - shown.length;
  if (left <= 0) return table;
  return `${table}\n\n…and ${counted(left, 'more case')} in the full report.`;
}

interface Row {
  readonly finding: Finding;
  readonly case: string;
}

/** A case that several findings name is shown once, under the gravest of them. */
function listRows(verdict: Verdict): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const finding of rankBlocking(verdict)) {
    for (const id of blamedCases(finding)) {
      const key = JSON.stringify([finding.set, finding.target, id]);
      if (!rows.has(key)) rows.set(key, { finding, case: id });
    }
  }
  return [...rows.values()];
}

function drawRow(row: Row, view: MarkdownView): readonly string[] {
  const { finding } = row;
  const hosts = view.links?.allowedHosts ?? [];
  const broke = 'scorers' in finding ? finding.scorers : [finding.scorer ?? finding.code];
  const guards = guardsOf(row, view.record).map((id) => toMarkdown(guardLink(finding, id), hosts));
  return [
    finding.level === 'fail' ? '🔴' : '🟠',
    linkTo(forCell(row.case), caseUrl(row, view), hosts),
    tellTrials(finding),
    broke
      .slice(0, 3)
      .map((name) => forCell(name))
      .join(', '),
    guards.length === 0 ? '–' : guards.join(', '),
  ];
}

function guardLink(finding: Finding, incident: string): Phrase {
  const url = 'url' in finding && finding.incident === incident ? finding.url : undefined;
  return link(incident, url);
}

function tellTrials(finding: Finding): string {
  if (finding.code !== 'guard-failed' && finding.code !== 'critical-failed') return 'yes → no';
  return `→ ${count(finding.passed)}/${count(finding.trials)}`;
}

function guardsOf(row: Row, record: RunRecord | undefined): readonly string[] {
  if (row.finding.incident !== undefined) return [row.finding.incident];
  return stampOf(row, record)?.incidents ?? [];
}

function stampOf(row: Row, record: RunRecord | undefined) {
  const set = record?.sets.find((stamp) => stamp.name === row.finding.set);
  return set?.cases.find((stamp) => stamp.id === row.case);
}

function caseUrl(row: Row, { record, links }: MarkdownView): string | undefined {
  const place = stampOf(row, record)?.place;
  return place === undefined ? undefined : links?.caseUrl?.(place);
}

/** What blocks and has no single case, as a list; the finding that the title tells is left out. */
export function drawBlockingList(view: MarkdownView, told: Finding | undefined): string {
  const { verdict, links } = view;
  return rankBlocking(verdict)
    .filter((finding) => finding !== told)
    .slice(0, 10)
    .map((finding) => phraseFinding(finding, { runId: verdict.runId }).message)
    .map((message) => `- ${toMarkdown(message, links?.allowedHosts)}`)
    .join('\n');
}

/** What to do, and the waiver's link where there is one. */
export function drawWayOut({ verdict, links }: MarkdownView): string {
  const blocking = rankBlocking(verdict);
  if (blocking.length === 0) return '';
  const hints = new Map<string, string>();
  for (const finding of blocking.slice(0, 10)) {
    const { hint } = phraseFinding(finding, { runId: verdict.runId });
    if (hint !== undefined) hints.set(toPlain(hint), toMarkdown(hint, links?.allowedHosts));
  }
  const waiver = linkTo('request a waiver', links?.waiverUrl, links?.allowedHosts ?? []);
  const waive =
    waiver === 'request a waiver'
      ? []
      : [`Or ${waiver} for these cases (owner, reason and end date required).`];
  return ['**To merge:**', ...[...hints.values()].slice(0, 5), ...waive]
    .map((line, at) => (at === 0 ? line : `- ${line}`))
    .join('\n');
}
