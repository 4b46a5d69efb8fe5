import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { UsageError } from '@pawl/core';
import { parseReviewFile, type OpenDecision, type ReviewFile } from '@pawl/report/pages';
import { openWorkTree } from '@pawl/runner';

/** Every committed review, the oldest first. Throws a `UsageError` with every mistake of a file. */
export async function reviewsOf(root: string, evals: string): Promise<readonly ReviewFile[]> {
  const files = await openWorkTree(root).find(['*.{yaml,yml}'], `${evals}/reviews`);
  const reviews = await Promise.all(files.map((file) => readReview(root, file)));
  return reviews.toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** Reads one review file. */
async function readReview(root: string, file: string): Promise<ReviewFile> {
  const { value, problems } = parseReviewFile(await readFile(join(root, file), 'utf8'), file);
  if (value !== undefined && problems.every(({ severity }) => severity === 'warning')) return value;
  throw new UsageError('bad-review', `${file} is no review that can be read.`, {
    problems,
    hint: 'Mend the lines above; `pawl review` prints the form.',
  });
}

/** The review that was held last. */
export function newestReview(reviews: readonly ReviewFile[]): ReviewFile | undefined {
  return reviews.at(-1);
}

/** Decisions that are not done; a later word about the same item takes the place of an earlier one. */
export function openDecisions(reviews: readonly ReviewFile[]): readonly OpenDecision[] {
  const latest = new Map(
    reviews.flatMap((review) => review.decisions.map((one) => [one.item, one] as const)),
  );
  return [...latest.values()]
    .filter(
      ({ decision, done }) =>
        done === undefined && decision !== 'accepted' && decision !== 'retire',
    )
    .map(({ item, title, decision, owner, due }) => ({
      item,
      title,
      decision,
      ...(owner === undefined ? {} : { owner }),
      ...(due === undefined ? {} : { due }),
    }));
}
