const units = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** How long ago an instant was, in the largest unit that fits: `2 h ago`. */
export function tellAge(at: string, now: Date): string {
  const age = now.getTime() - Date.parse(at);
  for (const [unit, size] of units) {
    const count = Math.floor(age / size);
    if (count < 1) continue;
    const many = unit === 'day' && count > 1 ? 'days' : unit;
    return `${count} ${many} ago`;
  }
  return 'just now';
}
