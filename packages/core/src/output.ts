import type { Json, JsonObject } from './json.ts';

/** One call of a tool: its name and its arguments, parsed where they are JSON, else as the text that was sent. */
export interface ToolCall {
  readonly id?: string;
  readonly name: string;
  readonly arguments: Json;
}

/** One message of a conversation. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content?: string;
  readonly toolCalls?: readonly ToolCall[];
  /** In a tool's message: which call it answers. */
  readonly toolCallId?: string;
  /** In a tool's message: the tool's name. */
  readonly name?: string;
}

/** Tokens that the provider says it used. What it does not say is left out, never 0. */
export interface Usage {
  /** All input tokens, cached ones included. */
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  readonly outputTokens?: number;
}

/** Why the target stopped. */
export type Finish = 'stop' | 'length' | 'refusal' | 'filter' | 'tool-calls' | 'other';

/** What a target gave back. */
export interface Output {
  /** The answer as text; empty when the answer was only tool calls. */
  readonly text: string;
  readonly messages?: readonly Message[];
  /** Every tool call of the answer, in order; with `messages`, those of all assistant messages. */
  readonly toolCalls?: readonly ToolCall[];
  readonly usage?: Usage;
  readonly finish?: Finish;
  /** The model that the provider says it served. */
  readonly servedModel?: string;
  /** US dollars, when the target itself says so. */
  readonly costUsd?: number;
  /** Milliseconds, when a recorded row says how long the original answer took. */
  readonly latencyMs?: number;
  /** The other fields of a recorded row, for the `field` scorer. */
  readonly row?: JsonObject;
}
