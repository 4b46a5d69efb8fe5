import { cut } from '../sinks/cut.ts';
import { forLine } from '../sinks/for-line.ts';
import { widthOf } from '../sinks/width.ts';
import type { Canvas, Colour } from './canvas.ts';

/** A column: numbers stand right; the one with the lowest `keep` goes first when room is short. */
export interface Column {
  readonly title: string;
  readonly align?: 'right';
  /** Left out: it always stays. */
  readonly keep?: number;
  /** Columns to which it may be cut before another one goes; left out: it is cut last. */
  readonly least?: number;
}

/** A cell: text, or text with its colour. */
export type Cell = string | { readonly text: string; readonly colour: Colour };

/** A table as lines that never are wider than the canvas. */
export function layOutTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  canvas: Canvas & { readonly indent?: number },
): string[] {
  const indent = canvas.indent ?? 2;
  const texts = rows.map((row) =>
    row.map((cell) => forLine(textOf(cell), { width: canvas.width })),
  );
  const filled = columns.flatMap((_, at) => (texts.some((row) => isFilled(row[at])) ? [at] : []));
  const fit = fitColumns(columns, filled, { texts, room: canvas.width - indent });
  const head = drawRow(fit, (at) => columns[at]?.title ?? '', { columns });
  const body = rows.map((row, line) =>
    drawRow(fit, (at) => texts[line]?.[at] ?? '', { columns, colour: (at) => colourOf(row[at]) }),
  );
  return [canvas.paint.dim(head), ...body].map((line) => ' '.repeat(indent) + line);
}

/** What a cell holds that has nothing to say. */
export const nothing = '–';

function isFilled(text: string | undefined): boolean {
  return text !== undefined && text !== '' && text !== nothing;
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function colourOf(cell: Cell | undefined): Colour {
  return cell === undefined || typeof cell === 'string' ? (text) => text : cell.colour;
}

interface Fitted {
  readonly at: number;
  readonly width: number;
}

interface Room {
  readonly texts: readonly (readonly string[])[];
  readonly room: number;
}

function fitColumns(
  columns: readonly Column[],
  chosen: readonly number[],
  space: Room,
): readonly Fitted[] {
  const natural = chosen.map((at) => ({ at, width: naturalWidth(columns[at], at, space.texts) }));
  const shrunk = shrink(natural, space.room, (at) => columns[at]?.least ?? Infinity);
  if (totalWidth(shrunk) <= space.room) return shrunk;
  const spare = chosen
    .filter((at) => columns[at]?.keep !== undefined)
    .toSorted((a, b) => (columns[a]?.keep ?? 0) - (columns[b]?.keep ?? 0))[0];
  if (spare === undefined) return shrink(natural, space.room, () => 4);
  return fitColumns(
    columns,
    chosen.filter((at) => at !== spare),
    space,
  );
}

function naturalWidth(column: Column | undefined, at: number, texts: Room['texts']): number {
  return texts.reduce(
    (most, row) => Math.max(most, widthOf(row[at] ?? '')),
    widthOf(column?.title ?? ''),
  );
}

/** Takes columns from the widest that may still give some, until all fit. */
function shrink(
  fitted: readonly Fitted[],
  room: number,
  least: (at: number) => number,
): readonly Fitted[] {
  const widths = fitted.map((column) => ({ ...column }));
  let over = totalWidth(widths) - room;
  while (over > 0) {
    const widest = widths
      .filter((column) => column.width > least(column.at))
      .reduce<{ width: number } | undefined>(
        (most, column) => (most === undefined || column.width > most.width ? column : most),
        undefined,
      );
    if (widest === undefined) return widths;
    widest.width -= 1;
    over -= 1;
  }
  return widths;
}

function totalWidth(fitted: readonly Fitted[]): number {
  return fitted.reduce((sum, column) => sum + column.width, Math.max(0, fitted.length - 1) * 2);
}

function drawRow(
  fit: readonly Fitted[],
  read: (at: number) => string,
  look: { readonly columns: readonly Column[]; readonly colour?: (at: number) => Colour },
): string {
  const cells = fit.map(({ at, width }) => {
    const text = cut(read(at), width);
    const pad = ' '.repeat(Math.max(0, width - widthOf(text)));
    const painted = (look.colour?.(at) ?? ((same: string) => same))(text);
    return look.columns[at]?.align === 'right' ? pad + painted : painted + pad;
  });
  return cells.join('  ').trimEnd();
}
