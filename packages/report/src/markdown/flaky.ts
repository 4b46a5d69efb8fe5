import { counted } from '../numbers.ts';
import { forCell } from '../sinks/for-cell.ts';
import { flakyTitles, hintFlaky, listFlaky, tellFlaky, tellMoreFlaky } from '../words/flaky.ts';
import { drawTable } from './markdown-table.ts';
import type { MarkdownView } from './markdown-view.ts';
import { toMarkdown } from './to-markdown.ts';

/** The cases whose trials disagree as a folded table; nothing where there is none. */
export function drawFlaky({ verdict }: Pick<MarkdownView, 'verdict'>, most = 10): string {
  const list = listFlaky(verdict, most);
  if (list.total === 0) return '';
  const rows = list.rows.map((row) => [
    forCell(row.set ?? ''),
    forCell(row.target ?? ''),
    forCell(row.case),
    ...tellFlaky(row),
  ]);
  const table = drawTable(['Set', 'Target', 'Case', ...flakyTitles.map(capital)], rows, [3, 4, 6]);
  const more = tellMoreFlaky(list, verdict.runId);
  const parts = [
    table,
    ...(more === undefined ? [] : [`…${toMarkdown(more)}`]),
    toMarkdown(hintFlaky(list.rows)),
  ];
  const title = `${counted(list.total, 'flaky case')}: their trials disagree`;
  return `<details><summary>${title}</summary>\n\n${parts.join('\n\n')}\n\n</details>`;
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
