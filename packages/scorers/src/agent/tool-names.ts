import { z } from 'zod';

/** One tool or several. */
export type ToolNames = string | readonly string[];

/** The schema of `ToolNames`. */
export const toolNames: z.ZodType<ToolNames> = z.union([
  z.string().min(1),
  z.array(z.string().min(1)).min(1).readonly(),
]);

/** The names as a list. */
export function toNames(tools: ToolNames): readonly string[] {
  return typeof tools === 'string' ? [tools] : tools;
}
