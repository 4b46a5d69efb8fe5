import { isJsonObject, type Json } from './json.ts';
import type { ScorerCatalog } from './scorer.ts';

/** Loads the libraries of every scorer whose name stands anywhere in what was written, also inside others. */
export async function loadNamedScorers(
  written: readonly Json[],
  catalog: ScorerCatalog,
): Promise<void> {
  const names = new Set(written.flatMap(wordsIn));
  for (const name of names) await catalog.get(name)?.load?.();
}

function wordsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((one) => (one === undefined ? [] : wordsIn(one)));
  return isJsonObject(value) ? [...Object.keys(value), ...inner] : inner;
}
