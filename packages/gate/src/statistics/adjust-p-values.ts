/** Holm's step-down adjustment (1979): the chance that any of several true nulls is rejected stays below α. */
export function holm(values: readonly number[]): number[] {
  const count = values.length;
  const adjusted = Array.from<number>({ length: count });
  let reached = 0;
  for (const [rank, { value, index }] of ranked(values).entries()) {
    reached = Math.max(reached, Math.min(1, (count - rank) * value));
    adjusted[index] = reached;
  }
  return adjusted;
}

/** The adjustment of Benjamini & Hochberg (1995): the expected share of false discoveries stays below α. */
export function benjaminiHochberg(values: readonly number[]): number[] {
  const count = values.length;
  const adjusted = Array.from<number>({ length: count });
  let reached = 1;
  for (const [fromEnd, { value, index }] of ranked(values).toReversed().entries()) {
    reached = Math.min(reached, (count * value) / (count - fromEnd));
    adjusted[index] = reached;
  }
  return adjusted;
}

function ranked(values: readonly number[]): { value: number; index: number }[] {
  return values.map((value, index) => ({ value, index })).toSorted((a, b) => a.value - b.value);
}
