import type { Comparison } from '@pawl/core';
import { z } from 'zod';

import { comparisonSchema } from './comparison-schema.ts';

/** What `pawl compare --json` prints. */
export interface CompareDocument {
  readonly format: 1;
  readonly comparisons: readonly Comparison[];
}

/** Comparisons as a document. */
export function compareDocument(comparisons: readonly Comparison[]): CompareDocument {
  return { format: 1, comparisons };
}

/** The schema of that document. */
export const compareDocumentSchema: z.ZodType<CompareDocument> = z.object({
  format: z.literal(1),
  comparisons: z.array(comparisonSchema).readonly(),
});
