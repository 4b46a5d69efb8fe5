import type { Json, JsonObject } from '../json.ts';
import type { Message } from '../output.ts';
import { toMessages } from './chat-messages.ts';
import { isList, objectOf, objectsOf, parseInner } from './json-reading.ts';
import { unflatten, type Span, type SpanEvent } from './spans.ts';
import { splitExchange } from './split-exchange.ts';
import type { TraceExchange } from './trace.ts';

/**
 * The exchange of a span after OpenTelemetry's conventions for generative AI: messages as attributes, on an event,
 * as one event a message (earlier versions), or numbered (`gen_ai.prompt.0.content`).
 */
export function readGenAiSpan(span: Span): TraceExchange | undefined {
  const { attributes, events, startMs } = span;
  if (!Object.keys(attributes).some((name) => name.startsWith('gen_ai.'))) return undefined;
  const messages = [
    ...fromAttributes(attributes),
    ...events.flatMap(({ attributes: inner }) => fromAttributes(inner)),
    ...events.flatMap(fromEvent),
    ...fromNumbered(attributes),
  ];
  return splitExchange({
    shape: 'otel-genai',
    messages,
    configuration: configurationOf(attributes),
    ...(startMs === undefined ? {} : { occurredMs: startMs }),
  });
}

function configurationOf(attributes: JsonObject): Record<string, Json | undefined> {
  const model = attributes['gen_ai.request.model'];
  const served = attributes['gen_ai.response.model'];
  return {
    provider: attributes['gen_ai.provider.name'] ?? attributes['gen_ai.system'],
    model: model ?? served,
    ...(served === model ? {} : { servedModel: served }),
    agent: attributes['gen_ai.agent.name'],
    temperature: attributes['gen_ai.request.temperature'],
    topP: attributes['gen_ai.request.top_p'],
    maxOutputTokens: attributes['gen_ai.request.max_tokens'],
  };
}

function fromAttributes(attributes: JsonObject): Message[] {
  const completions = parseInner(attributes['gen_ai.completion']);
  return [
    ...toMessages(attributes['gen_ai.system_instructions'] ?? [], 'system'),
    ...toMessages(attributes['gen_ai.input.messages'] ?? [], 'user'),
    ...toMessages(attributes['gen_ai.prompt'] ?? [], 'user'),
    ...toMessages(firstOf(parseInner(attributes['gen_ai.output.messages'])), 'assistant'),
    ...toMessages(firstOf(completions), 'assistant'),
  ];
}

/** Several choices are alternatives: the first one is what was shown. */
function firstOf(value: Json | undefined): Json {
  if (!isList(value)) return value ?? [];
  return value.length > 1 && value.every((one) => objectOf(one)['finish_reason'] !== undefined)
    ? value.slice(0, 1)
    : value;
}

const eventRoles: Readonly<Record<string, Message['role']>> = {
  'gen_ai.system.message': 'system',
  'gen_ai.user.message': 'user',
  'gen_ai.assistant.message': 'assistant',
  'gen_ai.tool.message': 'tool',
  'gen_ai.choice': 'assistant',
};

function fromEvent({ name, attributes }: SpanEvent): Message[] {
  const role = eventRoles[name];
  if (role === undefined) return [];
  const said = parseInner(attributes['message']) ?? attributes;
  return toMessages([{ role, ...objectOf(said), ...textAlone(said) }], role);
}

const textAlone = (said: Json): JsonObject => (typeof said === 'string' ? { content: said } : {});

function fromNumbered(attributes: JsonObject): Message[] {
  const names = Object.entries(attributes).filter(([name]) =>
    /^gen_ai\.(?:prompt|completion)\.\d/u.test(name),
  );
  const inner = objectOf(unflatten(Object.fromEntries(names))['gen_ai']);
  return [
    ...objectsOf(inner['prompt']).flatMap((one) => toMessages([one], 'user')),
    ...objectsOf(inner['completion']).flatMap((one) => toMessages([one], 'assistant')),
  ];
}
