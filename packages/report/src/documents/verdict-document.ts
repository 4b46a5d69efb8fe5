import type { Finding, InconclusiveReason, RunRecord, Verdict } from '@pawl/core';
import { exitCodes } from '@pawl/core';
import { z } from 'zod';

import { headline } from '../headline.ts';
import { wordFinding, type PlainWording } from '../words.ts';
import { inconclusiveWords } from '../words/inconclusive.ts';
import { comparisonSchema } from './comparison-schema.ts';
import { findingSchema } from './finding-schema.ts';

/** What `pawl gate --json` prints and `verdict.json` holds: the verdict, with words in each finding. */
export interface VerdictDocument extends Omit<Verdict, 'findings'> {
  /** The consequence in one sentence. */
  readonly headline: string;
  readonly findings: readonly WordedFinding[];
}

/** A finding with its words: what happened, then what to do. */
export type WordedFinding = Finding & PlainWording;

/** A verdict as a document. */
export function verdictDocument(verdict: Verdict, record?: RunRecord): VerdictDocument {
  const { format, runId, outcome, reason, exitCode, findings, comparisons } = verdict;
  return {
    format,
    runId,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    exitCode,
    headline: headline(verdict, record),
    findings: findings.map((finding) => ({ ...finding, ...wordFinding(finding, { runId }) })),
    comparisons,
  };
}

const reasons = Object.keys(inconclusiveWords).filter(isReason);

function isReason(word: string): word is InconclusiveReason {
  return Object.hasOwn(inconclusiveWords, word);
}

const verdictShape = {
  format: z.literal(1),
  runId: z.string(),
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  reason: z.enum(reasons).exactOptional().describe('Why it is inconclusive.'),
  exitCode: z.literal(Object.values(exitCodes)),
  comparisons: z.array(comparisonSchema).readonly(),
};

/** Reads a verdict from its document; words are made anew where they are needed. */
export const verdictSchema: z.ZodType<Verdict> = z.object({
  ...verdictShape,
  findings: z.array(findingSchema).readonly(),
});

const words = z.looseObject({
  message: z.string().describe('What happened.'),
  hint: z.string().exactOptional().describe('What to do.'),
});

/** The schema of the document. */
export const verdictDocumentSchema: z.ZodType<VerdictDocument> = z.object({
  ...verdictShape,
  headline: z.string().describe('The consequence in one sentence.'),
  findings: z.array(z.intersection(findingSchema, words)).readonly(),
});
