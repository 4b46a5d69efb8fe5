import { createHash } from 'node:crypto';

/** A number from 0 (included) to 1, the same for the same words. */
export function chance(...words: readonly (string | number)[]): number {
  const hash = createHash('sha256').update(JSON.stringify(words)).digest();
  return hash.readUIntBE(0, 6) / 2 ** 48;
}

/** A log-normal duration around a median, the same for the same words. */
export function logNormal(
  { median, sigma }: { readonly median: number; readonly sigma: number },
  ...words: readonly (string | number)[]
): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance(...words, 'radius')));
  const normal = radius * Math.cos(2 * Math.PI * chance(...words, 'angle'));
  return median * Math.exp(sigma * normal);
}
