import { readFileSync } from 'node:fs';

import type { Json, JsonObject, Message, Opinion, ToolCall } from '@pawl/core';
import { expect, it } from 'vitest';
import { z } from 'zod';

import { maxCalls } from './max-calls.ts';
import { requiresApproval } from './requires-approval.ts';
import { toolCallF1 } from './tool-call-f1.ts';
import { toolOrder } from './tool-order.ts';

const folder = new URL('../../../../evals/tau-bench-airline/', import.meta.url);
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

const caseRow = z.object({ id: z.string(), expected: jsonObject });
const trialRow = z.object({
  case_id: z.string(),
  published: z.object({ reward: z.number() }),
  messages: z.array(
    z.object({
      role: z.enum(['system', 'user', 'assistant', 'tool']),
      content: z.string().nullish(),
      name: z.string().nullish(),
      tool_calls: z.array(z.object({ name: z.string(), arguments: z.string() })).nullish(),
    }),
  ),
});

function readRows<T>(file: string, schema: z.ZodType<T>): T[] {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
}

type Trial = z.infer<typeof trialRow>;

function toMessages({ messages }: Trial): Message[] {
  return messages.map(({ role, content, name, tool_calls: calls }) => ({
    role,
    ...(content === null || content === undefined ? {} : { content }),
    ...(name === null || name === undefined ? {} : { name }),
    ...(calls === null || calls === undefined ? {} : { toolCalls: calls.map(toCall) }),
  }));
}

function toCall({ name, arguments: text }: { name: string; arguments: string }): ToolCall {
  const given: Json = JSON.parse(text);
  return { name, arguments: given };
}

const writes = [
  'book_reservation',
  'cancel_reservation',
  'send_certificate',
  'update_reservation_baggages',
  'update_reservation_flights',
  'update_reservation_passengers',
];

const passes = (opinion: Opinion): boolean => opinion.kind === 'scored' && opinion.value === 1;

it('agrees with the published rewards of 200 trials as far as a trace can', () => {
  const golds = new Map(readRows('cases.jsonl', caseRow).map((row) => [row.id, row.expected]));
  const agreed = { unordered: 0, superset: 0, f1: 0, anyWrite: 0 };
  let rewarded = 0;
  let calls = 0;
  for (const trial of readRows('recorded.jsonl', trialRow)) {
    const messages = toMessages(trial);
    const given = { output: { text: '', messages }, expected: golds.get(trial.case_id) ?? null };
    const reward = trial.published.reward === 1;
    const reference = { path: 'actions', tools: writes } as const;
    rewarded += Number(reward);
    calls += messages.flatMap(({ toolCalls = [] }) => toolCalls).length;
    agreed.unordered += Number(
      passes(toolOrder(given, { ...reference, order: 'unordered' })) === reward,
    );
    agreed.superset += Number(
      passes(toolOrder(given, { ...reference, order: 'superset' })) === reward,
    );
    agreed.f1 += Number(passes(toolCallF1(given, reference)) === reward);
    agreed.anyWrite += Number(passes(maxCalls(given, { max: 0, tools: writes })) === reward);
  }
  expect({ rewarded, calls }).toEqual({ rewarded: 84, calls: 1164 });
  // The reward compares the final state of the database and the information given, not the calls: a trace of
  // database writes that equals the reference is the nearest that a scorer without the database can come.
  expect(agreed).toEqual({ unordered: 187, superset: 165, f1: 187, anyWrite: 140 });
});

it('finds trials in which a booking was changed before the user had agreed', () => {
  const options = {
    tools: writes,
    userSays: '\\b(yes|confirm|proceed|go ahead)\\b',
    once: true,
  };
  const trials = readRows('recorded.jsonl', trialRow);
  const opinions = trials.map((trial) =>
    requiresApproval({ output: { text: '', messages: toMessages(trial) } }, options),
  );
  expect(opinions.filter((opinion) => opinion.kind === 'unscored')).toEqual([]);
  expect(opinions.filter(passes)).toHaveLength(191);
});
