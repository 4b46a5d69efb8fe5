import { isFields, listOf, type Api, type Fields } from './question.ts';

/** What is wrong with a request, as its API would say; undefined when it is well-formed. */
export function checkRequest(api: Api, body: Fields): string | undefined {
  if (api === 'echo') return undefined;
  const rules = apiRules[api];
  const unknown = Object.keys(body).find((key) => !rules.keys.has(key));
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  if (typeof body['model'] !== 'string' || body['model'] === '') return 'model: a text is required';
  return numberMistake(body) ?? rules.check(body);
}

interface ApiRules {
  readonly keys: ReadonlySet<string>;
  readonly check: (body: Fields) => string | undefined;
}

const keysOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const apiRules: Readonly<Record<Exclude<Api, 'echo'>, ApiRules>> = {
  chat: {
    keys: keysOf(
      `model messages temperature top_p seed max_tokens max_completion_tokens tools tool_choice
      response_format stream stream_options stop n presence_penalty frequency_penalty logit_bias user
      reasoning_effort metadata store parallel_tool_calls logprobs top_logprobs service_tier verbosity`,
    ),
    check: (body) =>
      chatMistake(listOf(body['messages'])) ??
      toolMistake(body, (tool) => (tool['type'] === 'function' ? tool['function'] : undefined)) ??
      formatMistake(body['response_format'], 'json_schema'),
  },
  responses: {
    keys: keysOf(
      `model input instructions temperature top_p max_output_tokens tools tool_choice text stream store
      reasoning metadata parallel_tool_calls previous_response_id service_tier truncation include user`,
    ),
    check: (body) =>
      inputMistake(body['input']) ??
      toolMistake(body, (tool) => (tool['type'] === 'function' ? tool : undefined)),
  },
  messages: {
    keys: keysOf(
      `model messages max_tokens system temperature top_p top_k tools tool_choice output_config stream
      stop_sequences metadata thinking service_tier`,
    ),
    check: (body) =>
      (Number.isInteger(body['max_tokens']) ? undefined : 'max_tokens: Field required') ??
      turnMistake(listOf(body['messages'])) ??
      anthropicToolMistake(body),
  },
  embeddings: {
    keys: keysOf('model input encoding_format dimensions user'),
    check: (body) =>
      typeof body['input'] === 'string' || listOf(body['input']).length > 0
        ? undefined
        : 'input: texts are required',
  },
};

const numbers = [
  'temperature',
  'top_p',
  'seed',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
];

function numberMistake(body: Fields): string | undefined {
  const wrong = numbers.find((key) => body[key] !== undefined && typeof body[key] !== 'number');
  return wrong === undefined ? undefined : `${wrong}: a number is required`;
}

const chatRoles = new Set(['system', 'developer', 'user', 'assistant', 'tool']);

function chatMistake(messages: readonly unknown[]): string | undefined {
  if (messages.length === 0) return 'messages: must not be empty';
  const calls = new Set<unknown>();
  for (const [index, message] of messages.entries()) {
    const wrong = chatMessageMistake(message, calls);
    if (wrong !== undefined) return `messages[${index}]: ${wrong}`;
  }
  return undefined;
}

function chatMessageMistake(message: unknown, calls: Set<unknown>): string | undefined {
  if (!isFields(message) || !chatRoles.has(String(message['role']))) return 'no such role';
  const toolCalls = listOf(message['tool_calls']).filter(isFields);
  if (!toolCalls.every(isToolCall)) return 'tool_calls: arguments must be a text';
  for (const call of toolCalls) calls.add(call['id']);
  if (message['role'] === 'tool' && !calls.has(message['tool_call_id'])) {
    return 'a tool message must answer a preceding tool call';
  }
  const hasContent = typeof message['content'] === 'string' || Array.isArray(message['content']);
  return hasContent || toolCalls.length > 0 ? undefined : 'content: a text is required';
}

function isToolCall({ function: asked }: Fields): boolean {
  return isFields(asked) && typeof asked['arguments'] === 'string';
}

const inputTypes = new Set<unknown>([
  'function_call',
  'function_call_output',
  'message',
  undefined,
]);

function inputMistake(input: unknown): string | undefined {
  if (typeof input === 'string') return undefined;
  if (listOf(input).length === 0) return 'input: must not be empty';
  const wrong = listOf(input).findIndex((item) => {
    if (!isFields(item) || !inputTypes.has(item['type'])) return true;
    if (item['type'] === 'function_call') return typeof item['arguments'] !== 'string';
    if (item['type'] === 'function_call_output') return typeof item['output'] !== 'string';
    return item['role'] === 'tool' || item['content'] === undefined;
  });
  return wrong === -1 ? undefined : `input[${wrong}]: not an input item`;
}

function turnMistake(messages: readonly unknown[]): string | undefined {
  if (messages.length === 0) return 'messages: at least one message is required';
  let before: unknown;
  for (const [index, message] of messages.entries()) {
    const role = isFields(message) ? message['role'] : undefined;
    if (role !== 'user' && role !== 'assistant') return `messages.${index}.role: unexpected role`;
    if (role === before) return `messages.${index}: roles must alternate`;
    if (isFields(message) && emptyContent(message['content'])) {
      return `messages.${index}.content: must not be empty`;
    }
    before = role;
  }
  return isFields(messages[0]) && messages[0]['role'] === 'user'
    ? undefined
    : 'messages: first message must use the user role';
}

function emptyContent(content: unknown): boolean {
  return content === '' || (typeof content !== 'string' && listOf(content).length === 0);
}

function toolMistake(body: Fields, inner: (tool: Fields) => unknown): string | undefined {
  const wrong = listOf(body['tools']).findIndex((tool) => {
    const named = isFields(tool) ? inner(tool) : undefined;
    return !isFields(named) || typeof named['name'] !== 'string' || !isFields(named['parameters']);
  });
  return wrong === -1 ? undefined : `tools[${wrong}]: not a function tool`;
}

function anthropicToolMistake(body: Fields): string | undefined {
  const wrong = listOf(body['tools']).findIndex(
    (tool) =>
      !isFields(tool) || typeof tool['name'] !== 'string' || !isFields(tool['input_schema']),
  );
  return wrong === -1 ? undefined : `tools.${wrong}.input_schema: Field required`;
}

function formatMistake(format: unknown, key: string): string | undefined {
  if (format === undefined || !isFields(format) || format['type'] !== 'json_schema')
    return undefined;
  const named = format[key];
  const right = isFields(named) && typeof named['name'] === 'string' && isFields(named['schema']);
  return right ? undefined : 'response_format.json_schema: name and schema are required';
}
