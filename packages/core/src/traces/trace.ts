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

/** The shapes for people: how each is recognised. */
export const knownTraces: readonly string[] = [
  'OpenTelemetry GenAI spans (OTLP JSON with `gen_ai.…` attributes)',
  'OpenInference spans (with `llm.…` or `input.value` attributes)',
  'an OpenAI pair ({ "request", "response": { "choices" or "output" } })',
  'an Anthropic pair ({ "request", "response": { "type": "message" } })',
  'a chat transcript ([{ "role", "content" }, …])',
];
