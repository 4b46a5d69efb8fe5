import type { Finding, Verdict } from '@pawl/core';

import { phraseHeadline, rankBlocking } from '../headline.ts';
import { counted, usd } from '../numbers.ts';
import { say } from '../phrase.ts';
import { forCell, forInline } from '../sinks/for-cell.ts';
import { drawSparkline } from '../terminal/interval-strip.ts';
import { phraseFinding } from '../words.ts';
import { drawBlockingCases, drawBlockingList, drawWayOut } from './blocking.ts';
import { fitSections } from './fit-sections.ts';
import { drawFlaky } from './flaky.ts';
import type { MarkdownView } from './markdown-view.ts';
import { drawComparisons } from './tables.ts';
import { linkTo, toMarkdown } from './to-markdown.ts';
import { drawWarnings } from './warnings.ts';

/** The comment of a pull request: the consequence, what blocks, the way out, the totals, the rest folded. */
export function renderMarkdown(view: MarkdownView): string {
  const { verdict } = view;
  const maxBytes = view.maxBytes ?? 60_000;
  if (isQuiet(verdict)) {
    return fitSections(
      [
        { name: 'title', priority: 9, text: `${drawTitle(view)}\n${drawFacts(view)}`.trimEnd() },
        { name: 'the warnings', priority: 9, text: drawWarnings(view) },
        { name: 'the flaky cases', priority: 2, text: drawFlaky(view) },
      ],
      maxBytes,
    );
  }
  const comparisons = verdict.comparisons.filter((one) => one.slice === undefined);
  const told = phraseHeadline(verdict, view.record).finding;
  return fitSections(
    [
      { name: 'title', priority: 9, text: drawTitle(view) },
      { name: 'what was compared', priority: 8, text: drawFacts(view) },
      { name: 'the warnings', priority: 9, text: drawWarnings(view) },
      { name: 'what blocks', priority: 7, text: drawBlockingList(view, told) },
      { name: 'the cases', priority: 6, text: drawBlockingCases(view, 10) },
      { name: 'the way out', priority: 7, text: drawWayOut(view) },
      { name: 'the totals', priority: 5, text: drawComparisons(comparisons, 12) },
      { name: 'the rest', priority: 3, text: drawRest(view) },
      { name: 'the flaky cases', priority: 2, text: drawFlaky(view) },
      { name: 'the trend', priority: 1, text: drawTrends(view) },
      { name: 'the footnotes', priority: 4, text: drawFootnotes(view) },
    ],
    maxBytes,
  );
}

/** Green, and nothing that a person should know beside it. */
function isQuiet(verdict: Verdict): boolean {
  if (verdict.outcome !== 'pass') return false;
  return verdict.findings.every(
    (finding) => finding.level === 'note' && finding.waivedBy === undefined,
  );
}

/** The title with the state's own sign. */
export function drawTitle(view: MarkdownView): string {
  const { phrase } = phraseHeadline(view.verdict, view.record);
  return `### ${signOf(view.verdict)} ${toMarkdown(phrase, view.links?.allowedHosts)}`;
}

function signOf(verdict: Verdict): string {
  if (verdict.outcome === 'fail') return '❌';
  if (verdict.outcome === 'inconclusive') return signOfDoubt(rankBlocking(verdict)[0]);
  if (verdict.findings.some((finding) => finding.waivedBy !== undefined)) return '👁';
  return verdict.findings.some((finding) => finding.level === 'doubt') ? '🟡' : '✅';
}

function signOfDoubt(finding: Finding | undefined): string {
  if (finding?.code === 'no-baseline') return '🆕';
  return finding?.code === 'leaning-worse' || finding?.code === 'unsure' ? '🟠' : '⚠️';
}

/** What was compared, how much of it, and what it cost, in one line. */
export function drawFacts(view: MarkdownView): string {
  const { verdict, summary } = view;
  const cases = Math.max(0, ...verdict.comparisons.map((comparison) => comparison.pairs));
  const saved = summary?.saved ?? 0;
  const facts = [
    drawCompared(view),
    cases === 0 ? '' : `${counted(cases, 'case')} compared`,
    summary?.cost === undefined ? '' : usd(summary.cost),
    saved === 0 ? '' : `${usd(saved)} saved by the cache`,
    ...drawLinks(view),
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

function drawCompared({ compared }: MarkdownView): string {
  if (compared === undefined) return '';
  const head = `${forCell(compared.head.slice(0, 7))} (this change)`;
  if (compared.baseline === undefined) return head;
  const branch = compared.branch === undefined ? [] : [forCell(compared.branch)];
  const age = compared.age === undefined ? [] : [`measured ${forCell(compared.age)}`];
  const behind =
    compared.distance === undefined || compared.distance === 0
      ? []
      : [`${counted(compared.distance, 'commit')} behind`];
  const about = [...branch, ...age, ...behind].join(', ');
  const base = forCell(compared.baseline.slice(0, 7));
  return `${head} against ${base}${about === '' ? '' : ` (${about})`}`;
}

function drawLinks({ links }: MarkdownView): readonly string[] {
  if (links === undefined) return [];
  const report = linkTo('full report', links.reportUrl, links.allowedHosts);
  const results = linkTo('download the results', links.downloadUrl, links.allowedHosts);
  return [report, results].filter((text) => text.startsWith('['));
}

/** Everything that does not block, folded. */
export function drawRest(view: MarkdownView): string {
  const { verdict, links } = view;
  const blocking = rankBlocking(verdict);
  const rest = verdict.findings.filter(
    (finding) => !blocking.includes(finding) && finding.code !== 'held' && finding.code !== 'flaky',
  );
  if (rest.length === 0) return '';
  const lines = rest.slice(0, 30).map((finding) => {
    const { message, hint } = phraseFinding(finding, { runId: verdict.runId });
    const todo = hint === undefined || finding.level === 'note' ? [] : say` → ${hint}`;
    return `- ${toMarkdown([...message, ...todo], links?.allowedHosts)}`;
  });
  const left = rest.length - lines.length;
  const more = left > 0 ? [`- and ${left} more`] : [];
  const body = [...lines, ...more].join('\n');
  return `<details><summary>${tellRest(rest)}</summary>\n\n${body}\n\n</details>`;
}

function tellRest(rest: readonly Finding[]): string {
  const waived = rest.filter((finding) => finding.waivedBy !== undefined).length;
  const doubts = rest.filter((finding) => finding.level !== 'note').length;
  const notes = rest.length - waived - doubts;
  return [
    waived === 0 ? '' : `${waived} waived`,
    doubts === 0 ? '' : counted(doubts, 'doubt'),
    notes === 0 ? '' : counted(notes, 'note'),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The course of each scorer as a small curve. */
export function drawTrends({ trends = [] }: MarkdownView): string {
  return trends
    .slice(0, 5)
    .map(({ set, target, scorer, values }) => {
      const names = [set, target, scorer].map((name) => forCell(name)).join(' · ');
      return `\`${drawSparkline(values.slice(-30))}\` ${names}`;
    })
    .join('<br>');
}

/** Which baseline was taken, and why. */
export function drawFootnotes({ footnotes = [] }: MarkdownView): string {
  if (footnotes.length === 0) return '';
  const lines = footnotes.slice(0, 5).map((footnote) => forInline(footnote));
  return `<sub>${lines.join('<br>')}</sub>`;
}
