import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { toMessages } from './chat-messages.ts';
import { isList, objectOf, objectsOf } from './json-reading.ts';
import { splitExchange } from './split-exchange.ts';
import type { TraceExchange } from './trace.ts';

/** A request and its response as the APIs of OpenAI and Anthropic write them: an object, or a list of the two. */
export function readApiPair(value: Json): TraceExchange | undefined {
  const [request, response] = isList(value) ? value : pairIn(value);
  if (!isJsonObject(request) || !isJsonObject(response)) return undefined;
  return readOpenAi(request, response) ?? readAnthropic(request, response);
}

function pairIn(value: Json): readonly (Json | undefined)[] {
  const pair = objectOf(value);
  return [
    unwrap(pair['request'] ?? pair['req'] ?? pair['input']),
    unwrap(pair['response'] ?? pair['res'] ?? pair['output']),
  ];
}

/** Logs keep the payload below `body`. */
function unwrap(side: Json | undefined): Json | undefined {
  const body = objectOf(side)['body'];
  return isJsonObject(body) ? body : side;
}

function readOpenAi(request: JsonObject, response: JsonObject): TraceExchange | undefined {
  const choices = objectsOf(response['choices']);
  const output = objectsOf(response['output']);
  if (choices.length === 0 && output.length === 0) return undefined;
  const first = choices[0]?.['message'];
  const answer = first === undefined ? toMessages(output, 'assistant') : toMessages([first]);
  const system = toMessages(request['instructions'], 'system');
  const asked = toMessages(request['messages'] ?? request['input']);
  return splitExchange({
    shape: 'openai',
    messages: [...system, ...asked, ...answer],
    configuration: { provider: 'openai', ...parametersOf(request, response) },
    ...momentOf(response['created'] ?? response['created_at']),
  });
}

function readAnthropic(request: JsonObject, response: JsonObject): TraceExchange | undefined {
  if (response['type'] !== 'message' || !isList(response['content'])) return undefined;
  const system = toMessages(request['system'], 'system');
  const asked = toMessages(request['messages']);
  const answer = toMessages([{ role: 'assistant', content: response['content'] }]);
  return splitExchange({
    shape: 'anthropic',
    messages: [...system, ...asked, ...answer],
    configuration: { provider: 'anthropic', ...parametersOf(request, response) },
  });
}

function parametersOf(request: JsonObject, response: JsonObject): Record<string, Json | undefined> {
  const { temperature, top_p: topP, seed } = request;
  const maxOutputTokens =
    request['max_output_tokens'] ?? request['max_completion_tokens'] ?? request['max_tokens'];
  const served = response['model'];
  const model = request['model'] ?? served;
  return {
    model,
    ...(served === model ? {} : { servedModel: served }),
    temperature,
    topP,
    maxOutputTokens,
    seed,
  };
}

/** From seconds since 1970. */
function momentOf(seconds: Json | undefined): { readonly occurredMs?: number } {
  return typeof seconds === 'number' && seconds > 0 ? { occurredMs: seconds * 1000 } : {};
}
