import { z } from 'zod';

import type { Message, ToolCall } from '../output.ts';
import { jsonSchema } from './words.ts';

/** Reads one call of a tool. */
export const toolCallSchema: z.ZodType<ToolCall> = z.strictObject({
  id: z.string().exactOptional(),
  name: z.string().min(1).describe('Name of the tool'),
  arguments: jsonSchema.describe('Arguments of the call'),
});

/** Reads one message of a conversation. */
export const messageSchema: z.ZodType<Message> = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']).describe('Who speaks'),
  content: z.string().describe('What is said').exactOptional(),
  toolCalls: z.array(toolCallSchema).describe('Tools that the assistant calls').exactOptional(),
  toolCallId: z.string().describe('In a message of a tool: the call it answers').exactOptional(),
  name: z.string().describe('In a message of a tool: its name').exactOptional(),
});
