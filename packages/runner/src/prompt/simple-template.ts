import type { Json } from '@pawl/core';

/** A template that only names variables: texts, and the names between them. */
export interface SimpleTemplate {
  /** One more than there are names. */
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

const variable = /\{\{[ \t\r\n]*([A-Za-z_]\w*)[ \t\r\n]*\}\}/u;
const special = /\{\{|\{%|\}\}|%\}/u;

/** Words of the template language. */
const reserved = new Set(
  'true false nil null undefined empty blank and or not contains'.split(' '),
);

/** Takes a template apart; `undefined` for one that takes an engine. */
export function simpleTemplate(text: string): SimpleTemplate | undefined {
  const parts = text.split(variable);
  const texts = parts.filter((_, at) => at % 2 === 0);
  const names = parts.filter((_, at) => at % 2 === 1);
  const isSimple =
    !texts.some((part) => special.test(part)) && !names.some((name) => reserved.has(name));
  return isSimple ? { texts, names } : undefined;
}

/** Fills a template in; `undefined` where a variable is missing or the text grows long: the engine says what is wrong. */
export function fillSimple(
  { texts, names }: SimpleTemplate,
  variables: Readonly<Record<string, Json | undefined>>,
  toText: (value: unknown) => string,
): string | undefined {
  let text = texts[0] ?? '';
  for (const [at, name] of names.entries()) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) return undefined;
    text += toText(value) + (texts[at + 1] ?? '');
  }
  return text.length > mostLetters ? undefined : text;
}

/** Far below the engine's own limit. */
const mostLetters = 1_000_000;
