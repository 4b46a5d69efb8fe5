import type { Json, JsonObject } from './json.ts';
import type { Finish, Message, ToolCall, Usage } from './output.ts';

/** A tool that a model may call; `parameters` is a JSON Schema. */
export interface ToolSpec {
  readonly name: string;
  readonly description?: string;
  readonly parameters: JsonObject;
}

/** Sampling settings, in the words of `pawl.yaml`; others go to the provider unchanged. */
export interface ModelParams {
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  readonly topP?: number;
  readonly seed?: number;
  readonly [key: string]: Json | undefined;
}

/** One call of a model as a value: what is hashed, cached and sent. */
export interface ModelRequest {
  readonly provider: 'openai' | 'anthropic';
  readonly model: string;
  readonly messages: readonly Message[];
  readonly params?: ModelParams;
  readonly tools?: readonly ToolSpec[];
  /** JSON Schema that the answer must satisfy. */
  readonly responseSchema?: JsonObject;
  /** `chat` (default) or `responses` for OpenAI. */
  readonly api?: 'chat' | 'responses';
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  /** Which repetition this is, from 0: part of the cache key. */
  readonly trial?: number;
}

/** What a model answered. */
export interface Completion {
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly usage?: Usage;
  readonly finish: Finish;
  readonly servedModel?: string;
  /** US dollars; left out where the price is unknown. */
  readonly costUsd?: number;
}

/** How one attempt of a call is made. */
export interface CallOptions {
  readonly signal: AbortSignal;
  /** The same for all attempts of one call, and of no other; sent where the provider can tell a repetition by it. */
  readonly idempotencyKey?: string;
}

/** The one port for model calls; cache, meter, rate control, retries and budget wrap it. */
export interface Model {
  readonly id: string;
  /** Throws a `FaultError` when there is no trustworthy answer. */
  readonly complete: (request: ModelRequest, options: CallOptions) => Promise<Completion>;
}
