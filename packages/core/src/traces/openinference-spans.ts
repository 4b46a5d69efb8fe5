import type { Json, JsonObject } from '../json.ts';
import type { Message } from '../output.ts';
import { toMessages } from './chat-messages.ts';
import { objectOf, objectsOf, parseInner, textIn } from './json-reading.ts';
import { unflatten, type Span } from './spans.ts';
import { splitExchange } from './split-exchange.ts';
import type { TraceExchange } from './trace.ts';

/** The exchange of an OpenInference span: its numbered messages, or the values of its input and output. */
export function readOpenInferenceSpan({ attributes, startMs }: Span): TraceExchange | undefined {
  const tree = unflatten(attributes);
  const llm = objectOf(tree['llm']);
  const kind = textIn(objectOf(objectOf(tree['openinference'])['span']), 'kind');
  const asked = objectsOf(llm['input_messages']).flatMap((one) => readMessage(one, 'user'));
  const answer = objectsOf(llm['output_messages']).flatMap((one) => readMessage(one, 'assistant'));
  if (kind === undefined && asked.length + answer.length === 0) return undefined;
  const parameters = objectOf(parseInner(llm['invocation_parameters']));
  return splitExchange({
    shape: 'openinference',
    messages: [
      ...(asked.length > 0 ? asked : fromValue(tree['input'], 'user')),
      ...(answer.length > 0 ? answer : fromValue(tree['output'], 'assistant')),
    ],
    configuration: {
      provider: textIn(llm, 'provider', 'system'),
      model: textIn(llm, 'model_name') ?? textIn(parameters, 'model'),
      temperature: parameters['temperature'],
    },
    ...(startMs === undefined ? {} : { occurredMs: startMs }),
  });
}

function readMessage(item: JsonObject, role: Message['role']): Message[] {
  const message = objectOf(item['message'] ?? item);
  const contents = objectsOf(message['contents']).map(
    (one) => objectOf(one['message_content'])['text'] ?? '',
  );
  const calls = objectsOf(message['tool_calls']).map((one) => one['tool_call'] ?? one);
  return toMessages(
    [
      {
        ...message,
        ...(contents.length === 0 ? {} : { content: contents }),
        tool_calls: calls,
      },
    ],
    role,
  );
}

function fromValue(side: Json | undefined, role: Message['role']): Message[] {
  const value = objectOf(side)['value'];
  return value === undefined ? [] : [{ role, content: textOf(value) }];
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
