import { crc32 } from 'node:zlib';

import {
  type CaseContent,
  type FieldMap,
  joinProblems,
  type ParsedText,
  type Place,
  readCase,
  readJson,
  readJsonLine,
} from '@pawl/core';

import type { FileSource, ReadPart } from './file-source.ts';
import type { FoundRow } from './found-row.ts';
import { decodeText } from './read-file.ts';
import { type Line, readLines } from './read-lines.ts';

/** The cases of a JSONL file, as its pieces come. */
export async function* readJsonl(
  source: FileSource,
  file: string,
  fields: FieldMap | undefined,
): AsyncGenerator<readonly FoundRow[]> {
  const again = source.keepOpen === undefined ? undefined : rereader(source.keepOpen, file, fields);
  let inMemory = 0;
  const found = (line: Line): FoundRow => {
    const row = toRow(line, file, fields);
    inMemory += line.bytes;
    const isLong = line.bytes >= longRow && inMemory > mostInMemory && row.value !== undefined;
    return isLong && again !== undefined ? { ...row, again: again(line) } : row;
  };
  for await (const lines of readLines(source.open(file))) {
    yield lines.filter(({ text }) => text.trim() !== '').map(found);
  }
}

/** From so many bytes on, a row is worth reading again; as long as there are few of them, none is. */
const longRow = 4096;
const mostInMemory = 2 ** 24;

/** Reads rows again. Scorers and prompts ask for one part of a case after the other, so the last row is kept. */
function rereader(
  keepOpen: NonNullable<FileSource['keepOpen']>,
  file: string,
  fields: FieldMap | undefined,
) {
  let last: { readonly from: number; readonly content: CaseContent } | undefined;
  let read: ReadPart | undefined;
  return ({ from, bytes, number, text }: Line) => {
    const sum = crc32(text);
    const readPart = (read ??= keepOpen(file));
    return (): CaseContent => {
      if (last?.from === from) return last.content;
      const line = { from, bytes, number, text: decodeText(readPart({ from, bytes }), number) };
      const content = crc32(line.text) === sum ? toRow(line, file, fields).value : undefined;
      if (content === undefined)
        throw new Error(`${file}:${number} was changed while it was in use`);
      last = { from, content };
      return content;
    };
  };
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
