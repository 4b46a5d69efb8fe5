import { z } from 'zod';

/** What is stored beside a baseline: which run made it, and what the gate said of it. */
export interface RecordNote {
  readonly format: 1;
  readonly set: string;
  readonly target: string;
  readonly commit: string;
  readonly tree: string;
  readonly runId: string;
  /** ISO date-time of the run. */
  readonly at: string;
  /** `restart`: accepted without a comparison, because there was nothing fit to compare with. */
  readonly verdict: 'pass' | 'waived' | 'restart';
  readonly event: string;
  readonly repository: string;
  readonly whole: boolean;
  readonly waivers: readonly string[];
  readonly runUrl: string;
}

/** Reads a note; another format is no note of ours. */
export const noteSchema: z.ZodType<RecordNote> = z.object({
  format: z.literal(1),
  set: z.string(),
  target: z.string(),
  commit: z.string().regex(/^[0-9a-f]{40,64}$/),
  tree: z.string().regex(/^[0-9a-f]{40,64}$/),
  runId: z.string().max(100),
  at: z.iso.datetime({ offset: true }),
  verdict: z.enum(['pass', 'waived', 'restart']),
  event: z.string().max(100),
  repository: z.string().max(200),
  whole: z.boolean(),
  waivers: z.array(z.string()).max(1000),
  runUrl: z.string().max(1000),
});

/** Why a record cannot be a baseline; undefined where it can. */
export function whyNotEligible(
  note: RecordNote,
  wanted: { readonly set: string; readonly target: string; readonly repository: string },
): string | undefined {
  if (note.set !== wanted.set || note.target !== wanted.target)
    return 'it is of another set or target';
  if (note.repository !== wanted.repository) return 'it was written by another repository';
  if (!note.whole) return 'it holds only a part of the set';
  const events = ['push', 'merge_group', 'schedule', 'workflow_dispatch'];
  if (!events.includes(note.event)) return `it was written on \`${note.event}\``;
  return undefined;
}
