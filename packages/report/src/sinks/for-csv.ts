import { makeVisible } from './visible.ts';

/** Text as one quoted CSV cell that no spreadsheet takes for a formula. */
export function forCsv(text: string): string {
  const clean = makeVisible(text);
  const safe = formula.test(clean) ? `'${clean}` : clean;
  return `"${safe.replaceAll('"', '""')}"`;
}

const formula = /^[\s"'\p{Default_Ignorable_Code_Point}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^\t/u;
