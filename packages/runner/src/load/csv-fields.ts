import type { Path, Place } from '@pawl/core';

/** One record of a CSV file. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** The record as it is written. */
  readonly raw: string;
  /** The record's first line. */
  readonly place: Place;
}

/** Where a field of a record begins. */
export function placeOfField({ raw, place }: CsvRecord, index: number): Place {
  const before = raw.slice(0, startOfField(raw, index));
  const lines = before.split(/\r\n|\r|\n/u);
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return { file: place.file, line: (place.line ?? 1) + lines.length - 1, column };
}

/** Where the column stands that a path of the case was read from; the record itself when there is none. */
export function placeOfPath(record: CsvRecord, header: readonly string[], path: Path): Place {
  const wanted = path.join('.');
  const index = header.findIndex(
    (name) => name !== '' && (wanted === name || wanted.startsWith(`${name}.`)),
  );
  return placeOfField(record, Math.max(index, 0));
}

function startOfField(raw: string, index: number): number {
  let at = 0;
  for (let field = 0; field < index; field += 1) {
    const comma = endOfField(raw, at);
    if (comma === -1) return at;
    at = comma + 1;
  }
  return at;
}

/** The comma after a field that begins here; -1 when it is the last one. */
function endOfField(raw: string, from: number): number {
  let quoted = false;
  for (let at = from; at < raw.length; at += 1) {
    if (raw[at] === '"') quoted = !quoted;
    else if (raw[at] === ',' && !quoted) return at;
  }
  return -1;
}
