/** One line of the table that the bench prints. */
export interface Row {
  readonly load: string;
  readonly pawl: string;
  /** What it was measured beside in the same run. */
  readonly beside: string;
  /** The number that the goals are about. */
  readonly number: number;
  readonly shown: string;
  readonly must: Goal;
  readonly best?: Goal;
}

/** A goal: at most, or at least, so much. */
export interface Goal {
  readonly text: string;
  readonly holds: (value: number) => boolean;
}

/** At most this. */
export const atMost = (limit: number, text: string): Goal => ({
  text: `≤ ${text}`,
  holds: (value) => value <= limit,
});

/** At least this. */
export const atLeast = (limit: number, text: string): Goal => ({
  text: `≥ ${text}`,
  holds: (value) => value >= limit,
});

/** A ratio to a floor: `1.24×`. */
export const times = (ratio: number): string => `${ratio.toFixed(2)}×`;

/** Milliseconds or seconds. */
export const time = (ms: number): string =>
  ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(2)} s`;

/** Microseconds of CPU a case. */
export const micros = (ms: number, cases: number): string =>
  `${((ms * 1000) / cases).toFixed(0)} µs`;

/** Megabytes. */
export const megabytes = (mb: number): string => `${mb.toFixed(0)} MB`;

/** What became of the goals. */
export function verdictOf({ number, must, best }: Row): string {
  if (best?.holds(number) === true) return 'best';
  return must.holds(number) ? 'reached' : 'MISSED';
}

// one column a code point: all that we print is as wide as that
const widthOf = (text: string): number => Array.from(text).length;

/** The rows as a Markdown table. */
export function toTable(rows: readonly Row[]): string {
  const head = ['load', 'Pawl', 'beside', 'measured', 'must', 'best', ''];
  const lines = rows.map((row) => [
    row.load,
    row.pawl,
    row.beside,
    row.shown,
    row.must.text,
    row.best?.text ?? '',
    verdictOf(row),
  ]);
  const widths = head.map((title, at) =>
    Math.max(3, title.length, ...lines.map((line) => widthOf(line[at] ?? ''))),
  );
  const draw = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell))).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [draw(head), rule, ...lines.map(draw)].join('\n');
}
