/** How far two labels are apart. */
export type LabelDistance = (a: number, b: number) => number;

/** Labels that only are the same or not. */
const nominal: LabelDistance = (a, b) => (a === b ? 0 : 1);

/** Labels on a scale with equal steps. */
export const interval: LabelDistance = (a, b) => (a - b) ** 2;

/**
 * Krippendorff's α (2011) for any number of raters and missing labels: 1 − observed / expected disagreement.
 * One array of labels a unit; `undefined` when no unit has two labels, or when all labels are the same.
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  distance: LabelDistance = nominal,
): number | undefined {
  const paired = units.filter((unit) => unit.length >= 2);
  const labels = paired.flat();
  const n = labels.length;
  if (n < 2) return undefined;
  let observed = 0;
  for (const unit of paired) observed += disagreement(unit, distance) / (unit.length - 1);
  const expected = disagreement(labels, distance) / (n - 1);
  return expected === 0 ? undefined : 1 - observed / expected;
}

/** Sum of distances over ordered pairs, counted by label so that many labels cost no more than their kinds. */
function disagreement(labels: readonly number[], distance: LabelDistance): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  let total = 0;
  for (const [a, countA] of counts) {
    for (const [b, countB] of counts) total += countA * countB * distance(a, b);
  }
  return total;
}
