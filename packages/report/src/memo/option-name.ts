import { dayText, momentText } from '../history/time.ts';
import { forCell } from '../sinks/for-cell.ts';
import type { MemoOption } from './memo-view.ts';

type Named = Pick<MemoOption, 'target' | 'runId' | 'record'>;

/** From the shortest name on: what tells options of one target apart. */
const shapes: readonly ((option: Named) => string)[] = [
  ({ target }) => target,
  ({ target, record }) => `${target} of ${dayText(record.startedAt)}`,
  ({ target, record }) => `${target} at ${(record.commit ?? 'no commit').slice(0, 8)}`,
  ({ target, record }) => `${target} of ${momentText(record.startedAt)}`,
];

/** What an option is called beside the others: its target, with the day, commit or run where two share it. */
export function plainOptionName(option: Named, options: readonly Named[]): string {
  const rivals = options.filter((one) => one.target === option.target);
  const shape = shapes.find((name) => new Set(rivals.map(name)).size === rivals.length);
  return shape?.(option) ?? `${option.target} in ${option.runId}`;
}

/** The same for a cell or a sentence of the memo. */
export function optionName(option: Named, options: readonly Named[]): string {
  return forCell(plainOptionName(option, options));
}
