import type { Json } from '../json.ts';
import { readApiPair } from './api-pair.ts';
import { isConversation, toMessages } from './chat-messages.ts';
import { readGenAiSpan } from './genai-spans.ts';
import { objectOf, objectsOf, textIn } from './json-reading.ts';
import { readOpenInferenceSpan } from './openinference-spans.ts';
import { readSpans, type Span } from './spans.ts';
import { splitExchange } from './split-exchange.ts';
import type { TraceExchange, TraceReading } from './trace.ts';

/** Finds the exchange that ends a trace: the latest span with a question and an answer, the pair, or the last turn. */
export function readTrace(value: Json): TraceReading {
  const found = exchangesIn(value);
  const [exchange] = found.toSorted((a, b) => (b.occurredMs ?? 0) - (a.occurredMs ?? 0));
  return exchange === undefined
    ? { kind: 'unknown' }
    : { kind: 'found', exchange, others: found.length - 1 };
}

function exchangesIn(value: Json): readonly TraceExchange[] {
  const spans = readSpans(value);
  if (spans.length > 0) return spans.flatMap((span) => readSpan(span) ?? []).toReversed();
  const single = readTranscript(value) ?? readApiPair(value);
  return single === undefined ? [] : [single];
}

function readSpan(span: Span): TraceExchange | undefined {
  return readOpenInferenceSpan(span) ?? readGenAiSpan(span);
}

function readTranscript(value: Json): TraceExchange | undefined {
  const outer = objectOf(value);
  const said = outer['messages'] ?? outer['conversation'] ?? outer['transcript'] ?? value;
  if (!isConversation(said) || objectsOf(outer['choices']).length > 0) return undefined;
  return splitExchange({
    shape: 'chat-transcript',
    messages: toMessages(said),
    configuration: { model: textIn(outer, 'model') },
  });
}
