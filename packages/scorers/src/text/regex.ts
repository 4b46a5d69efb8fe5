import { RE2JS } from 're2js';

/** A compiled pattern in linear-time RE2 syntax. */
export interface Regex {
  readonly compiled: RE2JS;
  readonly groups: number;
}

/** Longest text that a pattern is run over; beyond it there is no honest time limit. */
export const maxRegexLength = 1_048_576;

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
    return { compiled, groups: compiled.groupCount() };
  } catch (error) {
    throw new Error(regexMistake(pattern, error), { cause: error });
  }
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
