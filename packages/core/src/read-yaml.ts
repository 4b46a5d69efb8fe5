import { LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';

import { checkText, withoutMark } from './check-text.ts';
import { type ParsedText, toParsedText, toPlace } from './parsed-text.ts';
import type { Problem } from './problem.ts';
import { toJson } from './yaml-to-json.ts';

/**
 * Reads a YAML 1.2 text as JSON values with the place of each part. Refused: duplicate keys, tabs as
 * indentation, tags, merge keys, `__proto__`, keys that are no text, values left empty, alias bombs.
 */
export function readYaml(text: string, file: string): ParsedText {
  const lines = new LineCounter();
  const source = withoutMark(text);
  const document = parse(source, lines);
  if (document === undefined) return tooDeep(file, lines);
  const refused = checkText(source, file, lines);
  const syntax = [...document.errors, ...document.warnings].map((error) =>
    toProblem(error, { source, file, lines }),
  );
  const early = refused === undefined ? syntax : [refused, ...syntax];
  if (document.errors.length > 0 || refused !== undefined)
    return toParsedText({ file, problems: onePerLine(early), lines });
  const read = toJson(document, { source, place: (offset) => toPlace(file, lines, offset) });
  return toParsedText({ file, lines, ...read, problems: [...early, ...read.problems] });
}

function parse(source: string, lines: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(source, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'error',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function tooDeep(file: string, lines: LineCounter): ParsedText {
  const problem: Problem = {
    code: 'bad-yaml',
    place: { file, line: 1, column: 1 },
    message: tooDeepMessage,
    severity: 'error',
  };
  return toParsedText({ file, problems: [problem], lines });
}

interface Source {
  readonly source: string;
  readonly file: string;
  readonly lines: LineCounter;
}

function toProblem(error: YAMLError, { source, file, lines }: Source): Problem {
  const place = toPlace(file, lines, error.pos[0]);
  const line = source.split('\n')[(place.line ?? 1) - 1] ?? '';
  const explained = explain(error, line);
  return { code: 'bad-yaml', place, severity: 'error', ...explained };
}

/** Our words for the slips that people make most; the parser's own for the rest. */
function explain(error: YAMLError, line: string): Pick<Problem, 'message' | 'hint'> {
  if (/^ *\t/u.test(line) || error.code === 'TAB_AS_INDENT')
    return {
      message: 'Tab in the indentation',
      hint: 'YAML is indented with spaces: replace the tab.',
    };
  if (/closing .?quote/u.test(error.message))
    return { message: 'A quoted text is never closed', hint: 'Look for its opening quote above.' };
  const said = slips[error.code];
  return said ?? { message: `Not YAML: ${lowerFirst(error.message)}` };
}

const tooDeepMessage = 'Not YAML that can be read: it is nested too deeply';

const slips: Partial<Record<string, Pick<Problem, 'message' | 'hint'>>> = {
  TAG_RESOLVE_FAILED: {
    message: 'Tags are not allowed',
    hint: 'Remove the `!…`, or put the text in quotes.',
  },
  RESOURCE_EXHAUSTION: { message: tooDeepMessage },
  MULTIPLE_DOCS: {
    message: 'A second document begins here',
    hint: 'One document a file: remove the `---`.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'This value runs on into another `key: value`',
    hint: 'Put a text that holds ": " in quotes, or mend the indentation of the next line.',
  },
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** One slip makes the parser stumble several times in a line; the first says it best. */
function onePerLine(problems: readonly Problem[]): Problem[] {
  const seen = new Set<number | undefined>();
  return problems.filter(({ place }) => {
    if (seen.has(place.line)) return false;
    seen.add(place.line);
    return true;
  });
}
