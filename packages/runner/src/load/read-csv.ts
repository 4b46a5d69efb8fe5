import { pipeline, Readable } from 'node:stream';

import {
  caseKeys,
  didYouMean,
  type FieldMap,
  type Json,
  type JsonObject,
  type ParsedText,
  type Path,
  type Place,
  type Problem,
  putAt,
  readCase,
} from '@pawl/core';
import { CsvError, parse, type Parser } from 'csv-parse';

import { type CsvRecord, placeOfField, placeOfPath } from './csv-fields.ts';
import type { FileSource } from './file-source.ts';
import { type FoundRow, troubled } from './found-row.ts';
import { badLine, EncodingTrouble } from './read-file.ts';

/** The cases of a CSV file: columns by header, `tags` split on `;`, dotted headers make objects. */
export async function* readCsv(
  source: FileSource,
  file: string,
  fields: FieldMap | undefined,
): AsyncGenerator<readonly FoundRow[]> {
  let header: readonly string[] | undefined;
  for await (const record of readRecords(source, file)) {
    if ('code' in record) {
      yield [troubled(record)];
    } else if (header === undefined) {
      const names = namesIn(record);
      const problems = checkHeader(record);
      yield problems.map(troubled);
      if (problems.length > 0) return;
      const unknown = fields === undefined ? names.filter(isForeign) : [];
      const placed = unknown.map(
        (name) => [name, placeOfField(record, names.indexOf(name))] as const,
      );
      yield placed.map(([name, place]) => troubled(unknownColumn(name, place)));
      header = names.map((name) => (unknown.includes(name) ? '' : name));
    } else {
      yield [toRow(record, header, fields)];
    }
  }
}

const namesIn = ({ cells }: CsvRecord): string[] => cells.map((cell) => cell.trim());

const isForeign = (name: string): boolean => !caseKeys.includes(name.split('.')[0] ?? '');

function unknownColumn(name: string, place: Place): Problem {
  const message = `Column ${JSON.stringify(name)} is not a field of a case`;
  return {
    code: 'unknown-key',
    place,
    message,
    hint: didYouMean(name, caseKeys),
    severity: 'error',
  };
}

interface ParsedItem {
  readonly raw: string;
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const options = {
  bom: true,
  info: true,
  raw: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: true,
};

async function* readRecords(source: FileSource, file: string): AsyncGenerator<CsvRecord | Problem> {
  const parser: Parser = parse(options);
  pipeline(Readable.from(decode(source.open(file))), parser, () => undefined);
  let doubled = 0;
  try {
    for await (const item of parser) {
      const { raw, record, info }: ParsedItem = item;
      const text = record.join('');
      // csv-parse counts a CRLF inside a quoted field as two lines
      doubled += countOf(text, '\r\n');
      const line = info.lines - doubled - countOf(text, '\n');
      yield { cells: record, raw: raw.replace(/^[\r\n]+/u, ''), place: { file, line } };
    }
  } catch (error) {
    yield csvProblem(error, file, doubled);
  }
}

const countOf = (text: string, part: string): number => text.split(part).length - 1;

async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  let last: Uint8Array = new Uint8Array();
  try {
    for await (const chunk of chunks) {
      last = chunk;
      const text = decoder.decode(chunk, { stream: true });
      yield text;
      line += countOf(text, '\n');
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new EncodingTrouble('The file is not UTF-8', line + badLine(last));
  }
}

const slips: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  CSV_QUOTE_NOT_CLOSED: ['A quoted field is never closed', 'Add the missing double quote.'],
  INVALID_OPENING_QUOTE: [
    'A double quote in the middle of a field',
    'Put the whole field in double quotes, and double those inside: "He said ""hi""".',
  ],
  CSV_INVALID_CLOSING_QUOTE: [
    'Text after the closing quote of a field',
    'Double the quotes inside a quoted field: "He said ""hi""".',
  ],
};

function csvProblem(error: unknown, file: string, doubled: number): Problem {
  if (!(error instanceof CsvError)) throw error;
  const line =
    'lines' in error && typeof error['lines'] === 'number' ? error['lines'] - doubled : 1;
  const column = columnOfSlip(error);
  const [message, hint] = slips[error.code] ?? [`Not CSV: ${error.message}`, 'Mend the line.'];
  return { code: 'bad-csv', place: { file, line, column }, message, hint, severity: 'error' };
}

/** A misplaced quote is the last that the parser has read; text behind a closing quote is yet to be read. */
function columnOfSlip(error: CsvError): number {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 1;
  const raw = 'raw' in error && typeof error['raw'] === 'string' ? error['raw'] : '';
  const read = raw.split(/\r\n|\r|\n/u).at(-1)?.length ?? 0;
  return error.code === 'INVALID_OPENING_QUOTE' ? read : read + 1;
}

function checkHeader(record: CsvRecord): Problem[] {
  const header = namesIn(record);
  const other = header.length === 1 ? foreignDelimiter(header[0] ?? '') : undefined;
  if (other !== undefined)
    return [
      headerProblem(
        placeOfField(record, 0),
        `The header is separated by ${other}, not by commas`,
        'Save the file as comma-separated values.',
      ),
    ];
  return header.flatMap((name, index) => {
    const place = placeOfField(record, index);
    const column = `Column ${index + 1} of the header`;
    if (name === '')
      return [headerProblem(place, `${column} has no name`, 'Name it, or remove it.')];
    if (header.indexOf(name) < index)
      return [
        headerProblem(place, `${column}: duplicate name ${JSON.stringify(name)}`, 'Rename one.'),
      ];
    if (name.split('.').includes('__proto__'))
      return [headerProblem(place, `${column}: the name "__proto__" is not allowed`, 'Rename it.')];
    const parent = header.find((one) => name.startsWith(`${one}.`));
    if (parent !== undefined)
      return [
        headerProblem(
          place,
          `${column}: ${name} cannot stand beside ${parent}`,
          'Keep one of them.',
        ),
      ];
    return [];
  });
}

function foreignDelimiter(header: string): string | undefined {
  if (header.includes('\t')) return 'tabs';
  return header.includes(';') ? 'semicolons' : undefined;
}

function headerProblem(place: Place, message: string, hint: string): Problem {
  return { code: 'bad-header', place, message, hint, severity: 'error' };
}

function toRow(
  record: CsvRecord,
  header: readonly string[],
  fields: FieldMap | undefined,
): FoundRow {
  const { cells, place } = record;
  if (cells.length !== header.length)
    return troubled(raggedProblem(cells, header, placeOfField(record, 0)));
  const row = toObject(cells, header, fields ?? {});
  const map = (): ParsedText => rowText(row, record, header);
  const read = readCase(row, { text: map, base: [], ...(fields === undefined ? {} : { fields }) });
  return { place, map, ...read };
}

function raggedProblem(cells: readonly string[], header: readonly string[], place: Place): Problem {
  const message = `The record has ${cells.length} ${cells.length === 1 ? 'field' : 'fields'}, the header names ${header.length}`;
  const hint = 'Put a field that holds a comma in double quotes.';
  return { code: 'field-count', place, message, hint, severity: 'error' };
}

/** An empty cell says nothing: the field is left out. */
function toObject(
  cells: readonly string[],
  header: readonly string[],
  fields: FieldMap,
): JsonObject {
  const named = new Map(Object.entries(fields).map(([field, column]) => [column, field]));
  const row: Record<string, Json | undefined> = {};
  for (const [index, name] of header.entries()) {
    const cell = cells[index] ?? '';
    if (cell !== '' && name !== '')
      putAt(row, name.split('.'), toValue(named.get(name) ?? name, cell));
  }
  return row;
}

const lists = new Set(['tags', 'incidents']);

/** Cells are texts, but for the fields of a case that are something else. */
function toValue(name: string, cell: string): Json {
  if (lists.has(name))
    return cell
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (name === 'critical' && /^(?:true|false)$/iu.test(cell)) return cell.toLowerCase() === 'true';
  return name === 'trials' && /^\d{1,6}$/u.test(cell) ? Number(cell) : cell;
}

function rowText(value: Json, record: CsvRecord, header: readonly string[]): ParsedText {
  const locate = (path: Path): Place => placeOfPath(record, header, path);
  const { file } = record.place;
  return { file, value, problems: [], locate, locateKey: locate, written: () => undefined };
}
