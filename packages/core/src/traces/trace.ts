import type { JsonObject } from '../json.ts';
import type { Message } from '../output.ts';

/** The forms of traces that are understood. */
export type TraceShape =
  | 'otel-genai'
  | 'openinference'
  | 'openai'
  | 'anthropic'
  | 'chat-transcript';

/** One exchange found in a trace: what was asked, and what came back. */
export interface TraceExchange {
  readonly shape: TraceShape;
  /** The conversation up to the answer, without instructions of the system. */
  readonly asked: readonly Message[];
  /** Everything from then on: tool calls, their results, the reply. */
  readonly answer: readonly Message[];
  /** What the trace says of the configuration: provider, model, instructions, parameters. */
  readonly configuration: JsonObject;
  /** Milliseconds since 1970. */
  readonly occurredMs?: number;
}

/** What a trace holds: the exchange that ends it, or nothing that is known. */
export type TraceReading =
  | { readonly kind: 'found'; readonly exchange: TraceExchange; readonly others: number }
  | { readonly kind: 'unknown' };

/** One line a shape, for people: its name and how it is recognised. */
export const knownTraces: readonly string[] = [
  'OpenTelemetry GenAI spans (OTLP JSON): `resourceSpans`, attributes `gen_ai.input.messages` and `gen_ai.output.messages`',
  'OpenInference spans: attributes `llm.input_messages` and `llm.output_messages`, or `input.value` and `output.value`',
  'an OpenAI pair: { "request": { "messages" or "input" }, "response": { "choices" or "output" } }',
  'an Anthropic pair: { "request": { "messages" }, "response": { "type": "message", "content" } }',
  'a chat transcript: [{ "role": "user", "content" }, …, { "role": "assistant", "content" }], or { "messages": [...] }',
];
