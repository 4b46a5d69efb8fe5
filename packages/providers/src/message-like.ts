import type { Message } from '@pawl/core';
import { z } from 'zod';

import { callKeys, callsOf, type Calls } from './call-like.ts';
import {
  callOf,
  isCallPart,
  isResultPart,
  mayBeCall,
  partSchema,
  resultOf,
  type Part,
} from './message-part.ts';
import { present } from './present.ts';

const contentSchema = z
  .union([
    z.string().transform((text) => ({ text, parts: noParts })),
    z.null().transform(() => ({ parts: noParts })),
    z.array(partSchema).transform((parts) => ({
      // a message of calls and results alone says nothing
      ...(parts.length === 0 || parts.some((part) => !isCallPart(part) && !isResultPart(part))
        ? { text: parts.map((part) => part.text ?? '').join('') }
        : {}),
      parts,
    })),
  ])
  .optional();

const noParts: readonly Part[] = [];

const roles = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
} as const;

const likeCallKey = /^(?:tool|function)[_-]?(?:calls?|uses?|invocations?)$/i;

const looseMessageSchema = z
  .looseObject({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
    content: contentSchema,
    ...callKeys,
    toolCallId: z.string().nullish(),
    tool_call_id: z.string().nullish(),
    name: z.string().nullish(),
    tool_name: z.string().nullish(),
  })
  .superRefine((message, context) => {
    const keys = Object.keys(message).filter(
      (key) => likeCallKey.test(key) && !Object.hasOwn(callKeys, key) && !isNothing(message[key]),
    );
    const parts = (message.content?.parts ?? []).filter(mayBeCall).map(({ type }) => type);
    for (const name of [...keys, ...parts])
      context.addIssue({
        code: 'custom',
        message: `"${name}" may be a tool call, and is not known`,
      });
  });

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Messages in our words, in OpenAI's (old ones too) or in Anthropic's, whose results become messages of their own. */
export const messagesSchema: z.ZodType<readonly Message[]> = z
  .array(looseMessageSchema)
  .transform((messages): readonly Message[] => messages.flatMap(toMessages));

function toMessages(message: z.infer<typeof looseMessageSchema>): readonly Message[] {
  const { text, parts } = { parts: noParts, text: undefined, ...message.content };
  const results = parts.filter(isResultPart).map(resultOf);
  const role = roles[message.role];
  if (results.length > 0 && text === undefined && role !== 'assistant') return results;
  const own = present({
    role,
    content: text,
    toolCalls: callsOf(message) ?? callsOrNone(parts.filter(isCallPart).map(callOf)),
    toolCallId: message.toolCallId ?? message.tool_call_id ?? undefined,
    name: message.name ?? message.tool_name ?? undefined,
  });
  return role === 'assistant' ? [own, ...results] : [...results, own];
}

function callsOrNone(calls: Calls): Calls | undefined {
  return calls.length === 0 ? undefined : calls;
}
