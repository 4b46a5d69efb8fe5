import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Message, ToolCall } from '../output.ts';
import { isList, objectOf, objectsOf, parseInner, textIn } from './json-reading.ts';

const roles: Readonly<Record<string, Message['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  customer: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  agent: 'assistant',
  bot: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/**
 * Messages as OpenAI, Anthropic, OpenTelemetry and plain transcripts write them; `role` is that of an item
 * which does not say its own. Parts that are no text and no tool call are named in brackets.
 */
export function toMessages(value: Json | undefined, role: Message['role'] = 'user'): Message[] {
  const inner = parseInner(value);
  if (typeof inner === 'string') return [{ role, content: inner }];
  const items = isList(inner) ? inner : [inner];
  return items.flatMap((item): Message[] => {
    if (typeof item === 'string') return [{ role, content: item }];
    return isJsonObject(item) ? toMessage(item, role) : [];
  });
}

/** Whether a value is a list of messages that say who speaks. */
export function isConversation(value: Json | undefined): value is readonly Json[] {
  return (
    isList(value) &&
    value.length > 0 &&
    value.every((item) => isJsonObject(item) && roleOf(item) !== undefined)
  );
}

function roleOf(item: JsonObject): Message['role'] | undefined {
  const named = textIn(item, 'role', 'from', 'speaker')?.toLowerCase();
  return named === undefined ? undefined : roles[named];
}

function toMessage(item: JsonObject, fallback: Message['role']): Message[] {
  const type = textIn(item, 'type');
  if (type === 'function_call') return [{ role: 'assistant', toolCalls: [toCall(item)] }];
  if (type === 'function_call_output') return [toolResult(item)];
  const role = roleOf(item) ?? fallback;
  const parts = partsOf(item);
  const results = parts.flatMap(({ result }) => result ?? []);
  const content = parts.flatMap(({ text }) => text ?? []).join('\n');
  if (role === 'tool' && results.length === 0) return [{ ...toolResult(item), content }];
  const toolCalls = [
    ...parts.flatMap(({ call }) => call ?? []),
    ...objectsOf(item['tool_calls'] ?? item['toolCalls']).map(toCall),
  ];
  return [...results, ...spoken({ role, content, toolCalls })];
}

function spoken({
  role,
  content,
  toolCalls,
}: Required<Pick<Message, 'role' | 'content' | 'toolCalls'>>): Message[] {
  if (content === '' && toolCalls.length === 0) return [];
  return [
    {
      role,
      ...(content === '' ? {} : { content }),
      ...(toolCalls.length === 0 ? {} : { toolCalls }),
    },
  ];
}

function partsOf(item: JsonObject): readonly Part[] {
  const body = item['parts'] ?? item['content'] ?? item['text'] ?? item['value'];
  return isList(body) ? body.map((part) => readPart(part)) : [readPart(body)];
}

const callTypes: ReadonlySet<string> = new Set(['tool_use', 'tool_call']);
const resultTypes: ReadonlySet<string> = new Set(['tool_result', 'tool_call_response']);
const thoughtTypes: ReadonlySet<string> = new Set(['reasoning', 'thinking', 'redacted_thinking']);

interface Part {
  readonly text?: string;
  readonly call?: ToolCall;
  readonly result?: Message;
}

function readPart(part: Json | undefined): Part {
  if (part === undefined || part === null) return {};
  if (typeof part === 'string') return { text: part };
  if (!isJsonObject(part)) return { text: JSON.stringify(part) };
  const type = textIn(part, 'type') ?? 'text';
  if (callTypes.has(type)) return { call: toCall(part) };
  if (resultTypes.has(type)) return { result: toolResult(part) };
  if (thoughtTypes.has(type)) return {};
  const text = textIn(part, 'text', 'content', 'refusal');
  return { text: text ?? `[${type}]` };
}

function toCall(call: JsonObject): ToolCall {
  const inner = objectOf(call['function']);
  const name = textIn(inner, 'name') ?? textIn(call, 'name') ?? 'unknown';
  const id = textIn(call, 'call_id', 'id');
  const given = inner['arguments'] ?? call['arguments'] ?? call['input'] ?? {};
  return { ...(id === undefined ? {} : { id }), name, arguments: parseInner(given) ?? {} };
}

function toolResult(item: JsonObject): Message {
  const said = item['response'] ?? item['result'] ?? item['output'] ?? item['content'];
  const texts = isList(said) ? said.map((part) => readPart(part).text ?? '') : undefined;
  const content = texts?.join('\n') ?? (typeof said === 'string' ? said : JSON.stringify(said));
  const id = textIn(item, 'tool_call_id', 'toolCallId', 'tool_use_id', 'call_id', 'id');
  const name = textIn(item, 'name');
  return {
    role: 'tool',
    content: content ?? '',
    ...(id === undefined ? {} : { toolCallId: id }),
    ...(name === undefined ? {} : { name }),
  };
}
