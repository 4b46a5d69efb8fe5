import type { JsonObject, Opinion } from '@pawl/core';
import { z } from 'zod';

import { quote, scored, unscored } from '../shape/opinion.ts';
import { isObject } from '../shape/subject.ts';

const opinionSchema: z.ZodType<Opinion> = z.union([
  z.object({
    kind: z.literal('scored'),
    value: z.number(),
    reason: z.string().exactOptional(),
    metadata: z.record(z.string(), z.json()).exactOptional(),
    scorer: z.string().exactOptional(),
  }),
  z.object({
    kind: z.literal('unscored'),
    reason: z.string(),
    scorer: z.string().exactOptional(),
  }),
]);

const namedSchema = z.object({
  score: z.union([z.number(), z.boolean(), z.null()]),
  name: z.string().optional(),
  reason: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

type Named = z.infer<typeof namedSchema>;

/** Reads what somebody's own scorer gave back: 0..1, a truth value, an opinion (also without its kind), the autoevals shape, or a list. */
export function readAnswer(answer: unknown): Opinion | readonly Opinion[] {
  return isList(answer) ? answer.map(readOne) : readOne(answer);
}

function isList(answer: unknown): answer is readonly unknown[] {
  return Array.isArray(answer);
}

function readOne(answer: unknown): Opinion {
  if (typeof answer === 'boolean') return scored(answer ? 1 : 0);
  if (typeof answer === 'number') return scored(answer);
  const opinion = opinionSchema.safeParse(answer);
  if (opinion.success) return opinion.data;
  const named = namedSchema.safeParse(withScore(answer));
  if (named.success) return fromNamed(named.data);
  return unscored(
    `The scorer gave ${describe(answer)}, which is neither 0 to 1, a truth value nor a score`,
  );
}

/** `{ value, reason }`, the words of an opinion, without its kind. */
function withScore(answer: unknown): unknown {
  if (!isObject(answer) || 'score' in answer || 'kind' in answer || !('value' in answer))
    return answer;
  return { ...answer, score: answer.value };
}

function fromNamed({ name, score, reason, metadata }: Named): Opinion {
  const scorer = name === undefined ? {} : { scorer: name };
  if (score === null)
    return { ...unscored(reason ?? 'The scorer gave no score (null)'), ...scorer };
  const why = reason ?? rationaleOf(metadata);
  return { ...scored(Number(score), why, plain(metadata)), ...scorer };
}

// The model-graded scorers of the autoevals family put their reason here.
function rationaleOf(metadata: Named['metadata']): string | undefined {
  const rationale = metadata?.['rationale'];
  return typeof rationale === 'string' ? rationale : undefined;
}

function plain(metadata: Named['metadata']): JsonObject | undefined {
  if (metadata === undefined) return undefined;
  const copy: JsonObject = JSON.parse(JSON.stringify(metadata));
  return copy;
}

function describe(answer: unknown): string {
  return isObject(answer) ? quote(JSON.stringify(answer)) : String(answer);
}
