import { z } from 'zod';

import type { Waiver } from '../waiver.ts';
import { daySchema, nameSchema, shareSchema, wordsSchema } from './words.ts';

/** A waiver file as written. */
export interface WaiverFile extends Omit<Waiver, 'place' | 'approvers'> {
  readonly approvers?: readonly string[];
}

const reasons = 'accepted-tradeoff, false-positive, fixed-in:#123, tracked:#456 or will-revert';

/** Reads a waiver file. */
export const waiverFileSchema: z.ZodType<WaiverFile> = z.strictObject({
  set: nameSchema.describe('Eval set of the cases'),
  target: nameSchema.describe('Target on which they regressed; default: all').exactOptional(),
  cases: z
    .array(
      wordsSchema.refine((id) => !id.includes('*'), {
        error: 'expected the id of a case, never a pattern',
      }),
    )
    .min(1)
    .describe('Ids of the cases whose regression is accepted'),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{8,64}$/u, { error: 'expected the fingerprint that the verdict printed' })
    .describe('Of exactly the regression observed, as the verdict prints it'),
  reason: z
    .string()
    .regex(/^(?:accepted-tradeoff|false-positive|will-revert|fixed-in:#\d+|tracked:#\d+)$/u, {
      error: `expected ${reasons}`,
    })
    .describe(reasons),
  why: wordsSchema.describe('The reason in words'),
  owner: wordsSchema.describe('Who answers for it'),
  approvers: z.array(wordsSchema).describe('Who agreed').exactOptional(),
  until: daySchema.describe('Last day it holds, at most 30 days after `created`'),
  created: daySchema.describe('Day on which it was written').exactOptional(),
  maxDrop: shareSchema.describe('A further fall than this is a new regression').exactOptional(),
});
