import { type FieldMap, type Problem, readCase, readText, rowsOf } from '@pawl/core';

import type { FileSource } from './file-source.ts';
import { type FoundRow, troubled } from './found-row.ts';
import { readFileText } from './read-file.ts';

/** From here on YAML is slow, and nobody writes it by hand. */
const manyRows = 5000;

/** The cases of a YAML or JSON file: a list, `{ cases: [...] }`, or a single case. */
export async function* readDocument(
  source: FileSource,
  file: string,
  fields: FieldMap | undefined,
): AsyncGenerator<readonly FoundRow[]> {
  const read = await readFileText(source, file);
  if (read.kind === 'trouble') {
    yield [troubled(read.problem)];
    return;
  }
  const text = readText(read.text, file);
  yield text.problems.map(troubled);
  const rows = rowsOf(text);
  const spelling = file.endsWith('.json') ? {} : { spelling: true as const };
  const options = { text: () => text, ...spelling, ...(fields === undefined ? {} : { fields }) };
  if (rows.length === 0 && text.problems.length === 0) yield [troubled(noRows(file))];
  if (rows.length >= manyRows && 'spelling' in spelling)
    yield [troubled(slowFile(file, rows.length))];
  const found = ({ row, base }: (typeof rows)[number]): FoundRow => ({
    ...readCase(row, { ...options, base }),
    place: text.locate(base),
    map: () => ({
      locate: (path) => text.locate([...base, ...path]),
      locateKey: (path) => text.locateKey([...base, ...path]),
      written: (path) => text.written([...base, ...path]),
    }),
  });
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    yield rows.slice(at, at + rowsAtOnce).map(found);
  }
}

/** Never all rows of a large document, beside the cases that they become. */
const rowsAtOnce = 1000;

function noRows(file: string): Problem {
  const message = 'The file holds no case';
  return {
    code: 'no-cases',
    place: { file, line: 1 },
    message,
    hint: 'Write a list of cases.',
    severity: 'error',
  };
}

function slowFile(file: string, count: number): Problem {
  return {
    code: 'slow-file',
    place: { file, line: 1 },
    message: `${count} cases in YAML take long to read`,
    hint: 'Keep so many cases in a JSONL file.',
    severity: 'warning',
  };
}
