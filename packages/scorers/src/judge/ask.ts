import type { Completion, Json, JsonObject, ModelRequest, ScorerPorts } from '@pawl/core';
import type { z } from 'zod';

import { parseJson } from '../text/find-json.ts';
import type { Seat } from './judge-model.ts';
import { system } from './prompts/system.ts';

/** A question to a judge: the whole prompt, and the form that the answer must have. */
export interface Question<T> {
  readonly prompt: string;
  readonly schema: JsonObject;
  readonly reader: z.ZodType<T>;
}

/** Asks once, and once more when the answer is not of the form; nothing when it never was. */
export async function ask<T>(
  seat: Seat,
  question: Question<T>,
  { complete, signal }: ScorerPorts,
): Promise<T | undefined> {
  if (complete === undefined) throw new Error('no model can be asked here');
  for (const trial of [seat.trial, seat.retry]) {
    const request: ModelRequest = {
      ...seat.model,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: question.prompt },
      ],
      responseSchema: question.schema,
      trial,
    };
    const completion = await complete(request, signal === undefined ? {} : { signal });
    const answer = question.reader.safeParse(answerOf(completion));
    if (answer.success) return answer.data;
  }
  return undefined;
}

// The whole answer must be the verdict, bare or in one fence: a verdict inside prose may be quoted from the judged text.
function answerOf({ text, toolCalls }: Completion): Json | undefined {
  const [call, ...others] = toolCalls ?? [];
  if (text.trim() === '' && call !== undefined && others.length === 0) return call.arguments;
  return parseJson(withoutFence(text.trim()));
}

/** What one fence around the whole answer holds; an answer that is not one fence stays as it is. */
function withoutFence(answer: string): string {
  return /^```(?:json)?[ \t]*\r?\n([^]*)\n[ \t]*```$/i.exec(answer)?.[1] ?? answer;
}
