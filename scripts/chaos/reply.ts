import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { judgeReply } from './judge.ts';
import type { ChaosPlan } from './plan.ts';
import { textsOf, type Question } from './question.ts';

/** A good answer before it has a wire format. */
export interface Reply {
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Makes the answer to a question: the same for the same seed, model, request and trial. */
export function replyTo(question: Question, plan: ChaosPlan): Reply {
  const text = textFor(question, plan);
  const input = textsOf(question).join('').length;
  return { text, inputTokens: Math.ceil(input / 4), outputTokens: Math.ceil(text.length / 4) };
}

function textFor(question: Question, plan: ChaosPlan): string {
  const mode = plan.mode ?? 'hash';
  const last = textsOf(question).at(-1) ?? '';
  if (mode === 'hash') return `answer ${hashOf(question, plan)}`;
  if (mode === 'echo') return last;
  if (mode === 'corpus') return corpusText(textsOf(question).join('\n'), plan.corpus ?? '');
  if (mode !== 'canned') return judgeReply(question, mode, plan);
  return plan.canned?.[question.caseId] ?? plan.canned?.[last] ?? `nothing canned for ${last}`;
}

function hashOf({ model, body, trial }: Question, plan: ChaosPlan): string {
  const canonical = JSON.stringify([plan.seed ?? 0, model, sorted(body), trial]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([key, part]) => [key, sorted(part)]);
}

function corpusText(prompt: string, file: string): string {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const row: { readonly id?: string; readonly text?: string } = JSON.parse(line);
    if (row.id !== undefined && prompt.includes(row.id)) return row.text ?? '';
  }
  return 'no row of the corpus is named in the prompt';
}
