import type { Json, JsonObject } from '../json.ts';
import type { Message } from '../output.ts';
import type { TraceExchange, TraceShape } from './trace.ts';

/** A conversation with what is known of its origin. */
export interface Conversation {
  readonly shape: TraceShape;
  readonly messages: readonly Message[];
  readonly configuration: Readonly<Record<string, Json | undefined>>;
  readonly occurredMs?: number;
}

/** The last question of a conversation and everything that came after it; nothing where nobody answered. */
export function splitExchange(conversation: Conversation): TraceExchange | undefined {
  const { shape, configuration, occurredMs } = conversation;
  const said = conversation.messages.filter(({ role }) => role !== 'system');
  const question = said.findLastIndex(({ role }, at) => role === 'user' && isAnswered(said, at));
  if (question === -1) return undefined;
  const next = said.findIndex(({ role }, at) => at > question && role === 'user');
  const answer = said.slice(question + 1, next === -1 ? undefined : next);
  const system = conversation.messages.flatMap(({ role, content }) =>
    role === 'system' ? (content ?? []) : [],
  );
  const told = {
    ...configuration,
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
  };
  return {
    shape,
    asked: said.slice(0, question + 1),
    answer,
    configuration: withoutGaps(told),
    ...(occurredMs === undefined ? {} : { occurredMs }),
  };
}

function isAnswered(said: readonly Message[], question: number): boolean {
  return said[question + 1] !== undefined && said[question + 1]?.role !== 'user';
}

function withoutGaps(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
