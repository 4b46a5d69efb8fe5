import type { Json, Place, TextStart } from '@pawl/core';
import { Liquid, type Template } from 'liquidjs';

import { fillSimple, simpleTemplate, type SimpleTemplate } from './simple-template.ts';

/** A text whose `{{ … }}` are filled in for each case. */
export interface PromptTemplate {
  readonly text: string;
  /** Where the text begins. */
  readonly place: TextStart;
  readonly parsed: readonly Template[];
  /** Whether it has neither variable nor tag. */
  readonly isPlain: boolean;
  /** Set where it only names variables, as most do: then it is filled in without the engine, which takes ten times as long. */
  readonly simple?: SimpleTemplate;
}

/** Why a template cannot be parsed or rendered, and where. */
export class TemplateTrouble extends Error {
  override readonly name = 'TemplateTrouble';
  readonly place: Place;
  /** The variable that is not there. */
  readonly variable: string | undefined;

  constructor(message: string, place: Place, variable?: string) {
    super(message);
    this.place = place;
    this.variable = variable;
  }
}

/** Undefined variables and filters are mistakes; no file can be included; no clock and no chance. */
const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  timezoneOffset: 0,
  locale: 'en-US', // the machine's own would differ from place to place, and takes long to find out
  outputEscape: toText,
  parseLimit: 2_000_000,
  renderLimit: 5000,
  memoryLimit: 50_000_000,
});

for (const filter of ['date', 'sample', 'shuffle'])
  engine.registerFilter(filter, () => {
    throw new Error(`the filter ${filter} would not give the same prompt twice`);
  });

/** Texts as they are, nothing for null, everything else as JSON. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return JSON.stringify(value);
}

/** Parses a template. Throws `TemplateTrouble`. */
export function parseTemplate(text: string, place: TextStart): PromptTemplate {
  try {
    const parsed = engine.parse(text);
    const simple = simpleTemplate(text);
    return {
      text,
      place,
      parsed,
      isPlain: !/\{\{|\{%/u.test(text),
      ...(simple === undefined ? {} : { simple }),
    };
  } catch (error) {
    throw toTrouble(error, place);
  }
}

/** Renders a template for one case. Throws `TemplateTrouble`. */
export function renderTemplate(
  template: PromptTemplate,
  variables: Readonly<Record<string, Json | undefined>>,
): string {
  if (template.isPlain) return template.text;
  const filled = template.simple && fillSimple(template.simple, variables, toText);
  if (filled !== undefined) return filled;
  try {
    const text: unknown = engine.renderSync([...template.parsed], variables);
    return String(text);
  } catch (error) {
    throw toTrouble(error, template.place);
  }
}

function toTrouble(error: unknown, start: TextStart): TemplateTrouble {
  if (!(error instanceof Error)) throw error;
  const message = error.message.replace(/,? ?(?:file:.*)?,? ?line:\d+, col:\d+$/su, '');
  if (message.startsWith('ENOENT'))
    return new TemplateTrouble('a prompt cannot include another file', within(error, start));
  const [, variable] = /^undefined variable: (.+)$/u.exec(message) ?? [];
  return new TemplateTrouble(message, within(error, start), variable);
}

/** The engine counts lines and columns from the beginning of the text. */
function within(error: Error, { indent = 0, ...start }: TextStart): Place {
  const [, line, column] = /line:(\d+), col:(\d+)$/u.exec(error.message) ?? [];
  if (line === undefined || column === undefined || start.line === undefined) return start;
  const from = start.line;
  const isFirst = line === '1';
  const shift = isFirst ? (start.column ?? 1) - 1 : indent;
  return { file: start.file, line: from + Number(line) - 1, column: Number(column) + shift };
}
