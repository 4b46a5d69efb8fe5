import { readText, readWithSchema, type Definition } from '@pawl/core';
import { z } from 'zod';

const decisionWords = ['accepted', 'fix', 'new-case', 'raise-the-bar', 'retire', 'open'] as const;

/** One of the decisions; `open` is decided next time. */
export type DecisionWord = (typeof decisionWords)[number];

/** What was decided about one item of the agenda. */
export interface Decision {
  /** The item's name, the same in every agenda. */
  readonly item: string;
  readonly title: string;
  readonly decision: DecisionWord;
  readonly owner?: string;
  /** `YYYY-MM-DD`. */
  readonly due?: string;
  readonly note?: string;
  /** Day on which what was decided was done. */
  readonly done?: string;
}

/** A review as `evals/reviews/<date>.yaml` holds it. */
export interface ReviewFile {
  readonly format: 1;
  /** Day of the meeting, `YYYY-MM-DD`. */
  readonly date: string;
  /** First day of the period that it looked at. */
  readonly since?: string;
  readonly attendees?: readonly string[];
  readonly decisions: readonly Decision[];
}

const words = z.string().regex(/\S/u, { error: 'expected a text that is not empty' });
const day = z.iso.date({ error: 'expected a day such as 2026-11-20' });

const decision: z.ZodType<Decision> = z.strictObject({
  item: words,
  title: words,
  decision: z.enum(decisionWords),
  owner: words.exactOptional(),
  due: day.exactOptional(),
  note: words.exactOptional(),
  done: day.exactOptional(),
});

const reviewFile: z.ZodType<ReviewFile> = z.strictObject({
  format: z.literal(1),
  date: day,
  since: day.exactOptional(),
  attendees: z.array(words).exactOptional(),
  decisions: z.array(decision),
});

/** Reads the text of a review file, or the filled-in decisions at the end of a Markdown agenda. */
export function parseReviewFile(text: string, file: string): Definition<ReviewFile> {
  const isMarkdown = /\.(?:md|markdown)$/u.test(file);
  const blocks = [...text.matchAll(/^(`{3,})(?:text|ya?ml)\n([\s\S]*?)\n\1$/gmu)];
  const form = isMarkdown ? (blocks.at(-1)?.[2] ?? '') : text;
  return readWithSchema(readText(form, isMarkdown ? `${file}.yaml` : file), reviewFile);
}
