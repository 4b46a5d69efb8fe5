/** Whether a time or a price is known: a number that is not below 0, whatever a script handed in. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
