import { writeYaml } from '@pawl/core';

import type { ReportView } from '../history/report-view.ts';
import { dayText } from '../history/time.ts';
import { toMarkdown } from '../markdown/to-markdown.ts';
import { counted } from '../numbers.ts';
import { code, fullStop, toPlain, type Phrase } from '../phrase.ts';
import { forBlock } from '../sinks/for-block.ts';
import { forCell, forInline } from '../sinks/for-cell.ts';
import { shellWord } from '../words/command.ts';
import type { AgendaGroup, AgendaItem } from './agenda-item.ts';
import { dueDay } from './due-day.ts';
import type { Decision, ReviewFile } from './review-file.ts';

/** The headings of the agenda's parts. */
export const groupWords: Readonly<Record<AgendaGroup, string>> = {
  'follow-up': 'Promised last time',
  incident: 'Incidents',
  worse: 'What got worse',
  unclear: 'What cannot be told yet',
  waiver: 'Waivers that end',
  rework: 'Rework',
  sight: 'Sets that cannot see',
  upkeep: 'Upkeep',
};

/** The agenda as Markdown; the decisions are filled in at its end and recorded from `file`. */
export function agendaMarkdown(
  view: ReportView,
  agenda: readonly AgendaItem[],
  file = 'agenda.md',
): string {
  const head = `# Eval review, ${dayText(view.now)}\n\n${forInline(view.project)}: since ${dayText(view.since)}, ${counted(agenda.length, 'item')}.`;
  if (agenda.length === 0) return `${head}\n\nNothing needs a decision.\n`;
  const parts = Object.entries(groupWords).flatMap(([group, words]) => {
    const items = agenda.filter((item) => item.group === group);
    return items.length === 0 ? [] : [`## ${words}`, ...items.map((item) => itemText(item, view))];
  });
  const form = writeYaml(JSON.parse(JSON.stringify(reviewForm(view, agenda))));
  const how = `Fill in the decisions (\`accepted\`, \`fix\`, \`new-case\`, \`raise-the-bar\`, \`retire\`, \`open\`), then store them: ${recordCommand(file)}.`;
  return `${[head, ...parts, '## Decisions', how, forBlock(form.trimEnd(), { limit: 400_000 })].join('\n\n')}\n`;
}

/** Readable as it stands where the name is plain; otherwise every mark in it is made safe. */
function recordCommand(file: string): string {
  const command = `pawl review --record ${shellWord(file)}`;
  return /^[\w./ -]+$/u.test(command) ? `\`${command}\`` : toMarkdown(code(command));
}

function itemText(item: AgendaItem, view: ReportView): string {
  const owner = item.owner === undefined ? 'nobody yet' : forCell(item.owner);
  const checks = item.checklist.map((line) => `- [ ] ${line}`);
  return [
    `### ${toMarkdown(item.title)}`,
    `${sentence(item.why)} **${item.question}**`,
    [...checks, `- [ ] Decision: ${item.choices.join(' / ')}`].join('\n'),
    `Owner: ${owner} · due: ${dueDay(view.now, item.dueIn)} · item: ${forCell(item.key)}`,
  ].join('\n\n');
}

const sentence = (phrase: Phrase): string => `${toMarkdown(phrase)}${fullStop(phrase)}`;

/** A review file with every item open. */
export function reviewForm(view: ReportView, agenda: readonly AgendaItem[]): ReviewFile {
  return {
    format: 1,
    date: view.now.slice(0, 10),
    since: view.since.slice(0, 10),
    decisions: agenda.map((item): Decision => ({
      item: item.key,
      title: toPlain(item.title),
      decision: 'open',
      ...(item.owner === undefined ? {} : { owner: item.owner }),
      due: dueDay(view.now, item.dueIn),
    })),
  };
}
