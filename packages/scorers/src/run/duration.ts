import { z } from 'zod';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const written = /^(\d+(?:\.\d+)?)\s?(ms|s|m|h)$/;

/** The schema of a duration: milliseconds, or a text such as `2s`. */
export const durationSchema: z.ZodType<number | string> = z.union([
  z.number().min(0),
  z.string().regex(written, 'write a duration such as 800ms, 2s or 1m'),
]);

/** A checked duration in milliseconds. */
export function toMilliseconds(duration: number | string): number {
  if (typeof duration === 'number') return duration;
  const [, count = '0', unit = 'ms'] = written.exec(duration) ?? [];
  return Number(count) * (unitMs[unit] ?? 1);
}
