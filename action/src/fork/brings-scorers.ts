import { readText } from '@pawl/core';

/**
 * Whether a file of cases names scorers of its own, or cannot be read: a scorer may run code, and may send a key to an
 * address, so that none is taken from a fork.
 */
export function bringsScorers(path: string, text: string): boolean {
  if (path.endsWith('.csv')) return /scorers/i.test(text.split('\n', 1)[0] ?? '');
  if (path.endsWith('.jsonl')) {
    return text.split('\n').some((line) => line.trim() !== '' && hasScorers(line, `${path}.json`));
  }
  return /\.(?:json|ya?ml)$/.test(path) && hasScorers(text, path);
}

function hasScorers(text: string, file: string): boolean {
  const { value } = readText(text, file);
  return value === undefined || names(value);
}

function names(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(names);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => key === 'scorers' || names(part));
}
