import { makeVisible } from './visible.ts';

/** Text whose every character XML 1.0 can hold; markup is escaped by the XML builder. */
export function forXml(text: string, options: { readonly limit?: number } = {}): string {
  const limit = options.limit ?? 20_000;
  const clean = makeVisible(text.slice(0, limit)).toWellFormed();
  return text.length > limit ? `${clean}… and more` : clean;
}
