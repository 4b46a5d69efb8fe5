import { own, quote, say } from '../phrase.ts';
import { listWarnings, noteHint } from '../words/run-note.ts';
import type { MarkdownView } from './markdown-view.ts';
import { toMarkdown } from './to-markdown.ts';

/** What of the run's notes weakens the verdict, with what to do about it; nothing where there is none. */
export function drawWarnings({ record }: Pick<MarkdownView, 'record'>): string {
  if (record === undefined) return '';
  return listWarnings(record)
    .slice(0, 3)
    .map(({ code, message }) => {
      const hint = noteHint(code);
      const todo = hint === undefined ? own('') : own(`. ${hint}`);
      return `⚠️ ${toMarkdown(say`${quote(message)}${todo}`)}`;
    })
    .join('\n\n');
}
