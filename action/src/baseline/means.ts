import { z } from 'zod';

/** Mean of each scorer, from 0 to 1. */
export type Means = Readonly<Record<string, number>>;

const prefix = 'Pawl-Means: ';
const schema = z.record(z.string().max(200), z.number().min(0).max(1));

/** The line of a commit message that holds a record's means. */
export function writeMeans(means: Means): string {
  const rounded = Object.entries(means).map(([scorer, mean]) => [scorer, Number(mean.toFixed(5))]);
  return `${prefix}${JSON.stringify(Object.fromEntries(rounded))}`;
}

/** The means in a commit message; none where it holds none that can be read. */
export function readMeans(message: string): Means {
  const line = message.split('\n').find((one) => one.startsWith(prefix));
  try {
    return schema.parse(JSON.parse(line?.slice(prefix.length) ?? '{}'));
  } catch {
    return {};
  }
}
