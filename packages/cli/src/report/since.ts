/** Days of a period where nothing is said and no review was held. */
const usual = 30;

/** ISO moment from which changes are told: what was asked, else the last review, else 30 days ago. */
export function startOfPeriod(asked: string | undefined, now: string, lastReview?: string): string {
  const [, count, unit] = /^(\d+)([dw])$/u.exec(asked ?? '') ?? [];
  if (count !== undefined) return daysBefore(now, Number(count) * (unit === 'w' ? 7 : 1));
  if (asked !== undefined) return `${asked}T00:00:00.000Z`;
  return lastReview === undefined ? daysBefore(now, usual) : `${lastReview}T00:00:00.000Z`;
}

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString();
}
