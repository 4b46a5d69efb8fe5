import { isoDay, momentOf } from '../history/time.ts';

/** The day some days after a moment, `YYYY-MM-DD`. */
export function dueDay(now: string, days: number): string {
  return isoDay(momentOf(now) + days * 86_400_000);
}
