import { RE2JS } from 're2js';

import { NoOpinion } from '../shape/opinion.ts';

/** A compiled pattern in linear-time RE2 syntax. */
export interface Regex {
  readonly compiled: RE2JS;
  readonly groups: number;
  /** Number of instructions: what a step over one character costs at most. */
  readonly size: number;
}

const mostSteps = 12_000_000;
const mostCapturingSteps = 5_000_000;

const flagBits: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** Compiles a pattern; throws an error that says what to write instead. Flags: any of i, m, s. */
export function compileRegex(pattern: string, flags = ''): Regex {
  let bits = 0;
  for (const flag of flags) bits |= flagBits[flag] ?? 0;
  try {
    const compiled = RE2JS.compile(pattern, bits);
    return { compiled, groups: compiled.groupCount(), size: compiled.programSize() };
  } catch (error) {
    throw new Error(regexMistake(pattern, error), { cause: error });
  }
}

/**
 * Whether a text matches, somewhere or in full. Time grows with the text times the pattern: where that
 * would stall, there is no opinion.
 */
export function matchesRegex({ compiled, size }: Regex, text: string, where?: 'in full'): boolean {
  if (size * text.length > mostSteps) throw new NoOpinion('The text is too long for this pattern');
  return where === 'in full' ? compiled.testExact(text) : compiled.test(text);
}

/** The group of the first or last match; nothing when there is no match. */
export function findGroup(
  { compiled, size }: Regex,
  text: string,
  { group, which }: { readonly group: number | string; readonly which: 'first' | 'last' },
): string | undefined {
  const steps = size * text.length;
  if (steps > mostCapturingSteps) throw new NoOpinion('The text is too long for this pattern');
  // The search for each match may look at the whole rest of the text.
  const most = which === 'first' ? 1 : 4 + Math.floor((2 * mostCapturingSteps) / (steps + 1));
  const matcher = compiled.matcher(text);
  let found: string | undefined;
  for (let count = 0; matcher.find(); count += 1) {
    if (count >= most) throw new NoOpinion(`The pattern matches more than ${most} times`);
    found = matcher.group(group) ?? undefined;
    if (which === 'first') break;
  }
  return found;
}

/** Whether a pattern has a group, by its number or its name. */
export function hasGroup({ compiled, groups }: Regex, group: number | string): boolean {
  return typeof group === 'number' ? group <= groups : Object.hasOwn(compiled.namedGroups(), group);
}

/** Why a pattern cannot be used; nothing when it can. */
export function regexProblem(pattern: string): string | undefined {
  try {
    compileRegex(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function regexMistake(pattern: string, error: unknown): string {
  if (/\(\?<?[=!]/.test(pattern)) {
    return `Look-ahead and look-behind are not supported (patterns run in linear time, RE2 syntax): ${pattern}`;
  }
  if (/\\[1-9]|\\k</.test(pattern)) {
    return `Back-references are not supported (patterns run in linear time, RE2 syntax): ${pattern}`;
  }
  return error instanceof Error ? error.message : String(error);
}
