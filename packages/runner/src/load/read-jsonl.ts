import {
  type FieldMap,
  joinProblems,
  type ParsedText,
  type Place,
  readCase,
  readJson,
  readJsonLine,
} from '@pawl/core';

import type { FileSource } from './file-source.ts';
import type { FoundRow } from './found-row.ts';
import { type Line, readLines } from './read-lines.ts';

/** The cases of a JSONL file, one by one. */
export async function* readJsonl(
  source: FileSource,
  file: string,
  fields: FieldMap | undefined,
): AsyncGenerator<FoundRow> {
  for await (const line of readLines(source.open(file)))
    if (line.text.trim() !== '') yield toRow(line, file, fields);
}

function toRow(line: Line, file: string, fields: FieldMap | undefined): FoundRow {
  const { value, problems } = readJsonLine(line.text, file, line.number);
  const place: Place = { file, line: line.number };
  const map = (): ParsedText => onLine(readJson(line.text, file), line.number);
  if (value === undefined) return { place, problems, map };
  const read = readCase(value, {
    text: map,
    base: [],
    ...(fields === undefined ? {} : { fields }),
  });
  const all = problems.length === 0 ? read.problems : joinProblems(problems, read.problems);
  return { ...read, place, problems: all, map };
}

/** A line that was read by itself, as it stands in its file. */
function onLine(text: ParsedText, line: number): ParsedText {
  return {
    ...text,
    locate: (path) => ({ ...text.locate(path), line }),
    locateKey: (path) => ({ ...text.locateKey(path), line }),
  };
}
