import type { RunRecord } from '@pawl/core';

import { listFailures } from '../failures.ts';
import { phraseHeadline } from '../headline.ts';
import { count, counted } from '../numbers.ts';
import { listNames, quote } from '../phrase.ts';
import { forCell } from '../sinks/for-cell.ts';
import { tellCover, type RunView } from '../terminal/run.ts';
import { drawBlockingCases, drawBlockingList, drawWayOut } from './blocking.ts';
import { fitSections } from './fit-sections.ts';
import { drawFlaky } from './flaky.ts';
import { drawTable } from './markdown-table.ts';
import type { MarkdownView } from './markdown-view.ts';
import { drawFacts, drawFootnotes, drawRest, drawTitle, drawTrends } from './markdown.ts';
import { drawComparisons, drawResults } from './tables.ts';
import { toMarkdown } from './to-markdown.ts';
import { drawWarnings } from './warnings.ts';

const summaryBytes = 1_000_000; // GitHub takes 1 MiB a step

/** The job summary: every table in full, the lost and gained cases, the reasons of the failing ones. */
export function renderSummary(view: MarkdownView): string {
  const { verdict, record, summary } = view;
  const told = phraseHeadline(verdict, record).finding;
  const sections = [
    { name: 'title', priority: 9, text: drawTitle(view) },
    { name: 'what was compared', priority: 8, text: drawFacts(view) },
    { name: 'the warnings', priority: 9, text: drawWarnings(view) },
    { name: 'what blocks', priority: 8, text: drawBlockingList(view, told) },
    { name: 'the cases', priority: 7, text: drawBlockingCases(view, 200) },
    { name: 'the way out', priority: 8, text: drawWayOut(view) },
    { name: 'the comparisons', priority: 6, text: drawComparisons(verdict.comparisons, 500) },
    { name: 'the cases that flipped', priority: 4, text: drawFlips(view) },
    {
      name: 'the results',
      priority: 5,
      text: summary === undefined ? '' : drawResults(summary, 500),
    },
    {
      name: 'the reasons',
      priority: 2,
      text: record === undefined ? '' : drawReasons(record, 200),
    },
    { name: 'the rest', priority: 3, text: drawRest(view) },
    { name: 'the flaky cases', priority: 2, text: drawFlaky(view, 200) },
    { name: 'the trend', priority: 1, text: drawTrends(view) },
    { name: 'the footnotes', priority: 4, text: drawFootnotes(view) },
  ];
  return fitSections(sections, view.maxBytes ?? summaryBytes);
}

/** A run without a verdict as Markdown: its results and the reasons of the failing cases. */
export function renderRunMarkdown({ summary, record }: RunView): string {
  const sign = summary.outcome === 'complete' ? '✅' : '⚠️';
  const sections = [
    { name: 'title', priority: 9, text: `### ${sign} ${tellCover(summary)}` },
    { name: 'the results', priority: 5, text: drawResults(summary, 500) },
    { name: 'the reasons', priority: 2, text: drawReasons(record, 50) },
  ];
  return fitSections(sections, summaryBytes);
}

function drawFlips({ verdict, links }: MarkdownView): string {
  return verdict.comparisons
    .filter((comparison) => comparison.slice === undefined)
    .flatMap(({ set, target, scorer, lostCases, gainedCases }) => {
      const name = [set, target, scorer].map((part) => forCell(part)).join(' · ');
      const tell = (word: string, cases: readonly string[]) =>
        cases.length === 0
          ? []
          : [`- ${name} ${word} ${toMarkdown(listNames(cases, 100), links?.allowedHosts)}`];
      return [...tell('lost', lostCases), ...tell('gained', gainedCases)];
    })
    .join('\n');
}

/** What the scorers said of the failing cases: the words of others, kept inside their cells. */
function drawReasons(record: RunRecord, most: number): string {
  const rows: (readonly string[])[] = [];
  let total = 0;
  for (const failure of listFailures(record)) {
    total += 1;
    if (rows.length >= most) continue;
    rows.push([
      forCell(failure.case),
      forCell(failure.target),
      forCell(failure.scorer),
      `${count(failure.passed)}/${count(failure.trials)}`,
      failure.reason === undefined ? '–' : toMarkdown(quote(failure.reason)),
    ]);
  }
  if (total === 0) return '';
  const table = drawTable(['Case', 'Target', 'Scorer', 'Trials passed', 'Reason'], rows);
  const left = total - rows.length;
  const more = left > 0 ? `\n\n…and ${count(left)} more.` : '';
  return `<details><summary>${counted(total, 'failing case')}</summary>\n\n${table}${more}\n\n</details>`;
}
