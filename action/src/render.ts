import { forCell, forLine, headline, wordFinding } from '@pawl/report';

import type { Desk } from './desk.ts';
import type { Judged } from './judge-results.ts';
import type { NoVerdict } from './no-verdict.ts';

/** The comment while the evals run. */
export function renderRunning(desk: Desk): string {
  const { place, trigger } = desk;
  return `### ⏳ Pawl is measuring \`${trigger.headSha.slice(0, 7)}\`\n\n[Follow the run](${place.runUrl})\n`;
}

/** The text of an end without a verdict. */
export function renderNoVerdict(end: NoVerdict, desk: Desk): string {
  const lines = [`### ⛔ ${forLine(end.sentence)}`, ''];
  if (end.details.length > 0)
    lines.push(...end.details.map((detail) => `- ${forLine(detail)}`), '');
  if (end.hint !== undefined) lines.push(forLine(end.hint), '');
  lines.push(`[Log of the run](${desk.place.runUrl})`, '');
  return lines.join('\n');
}

/** The comment of a verdict. */
export function renderComment(judged: Judged, desk: Desk): string {
  return `### ${forLine(headline(judged.verdict, judged.record))}\n\n[Full report](${desk.place.runUrl})\n`;
}

/** The job summary of a verdict. */
export function renderSummary(judged: Judged, desk: Desk): string {
  const findings = judged.verdict.findings.map(
    (finding) => `| ${finding.level} | ${forCell(wordFinding(finding).message)} |`,
  );
  return [renderComment(judged, desk), '| | |', '|---|---|', ...findings, ''].join('\n');
}
