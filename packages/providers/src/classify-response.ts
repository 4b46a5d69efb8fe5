import type { Fault, FaultCode } from '@pawl/core';

import { excerpt } from './excerpt.ts';
import { findJsonMistake } from './json-mistake.ts';
import { isJsonObject } from './json-object.ts';
import { present } from './present.ts';
import { readRetryAfter, type HeaderMap } from './retry-after.ts';

/** A whole answer from the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly text: string;
}

/** Who answered, for the words of a message. */
export interface Answerer {
  /** `openai`, `anthropic`, or the host of a service. */
  readonly name: string;
  /** A 404 of a model provider means the model; that of a service means the one request. */
  readonly asks: 'model' | 'service';
  readonly keyVariable?: string;
}

/** A body, or the fault that it is. */
export type BodyReading =
  | { readonly kind: 'body'; readonly body: unknown }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The fault that a status means; undefined for 2xx. The body is never an answer then. */
export function faultOfStatus(answer: WireAnswer, who: Answerer, now: Date): Fault | undefined {
  if (answer.status >= 200 && answer.status < 300) return undefined;
  const told = readError(answer.text);
  const code = codeByWords(answer.status, told) ?? codeByStatus(answer.status, who);
  return present({
    code,
    message: describe(answer, { who, told, code }),
    status: answer.status,
    retryAfterMs: readRetryAfter(answer.headers, now),
    final: answer.headers['x-should-retry'] === 'false' || undefined,
  });
}

/** Reads a 2xx body as JSON; an error in it is classified as the same status would be. */
export function readBody(answer: WireAnswer, who: Answerer, now: Date): BodyReading {
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    return { kind: 'fault', fault: notJson(answer, who) };
  }
  const told = isJsonObject(body) ? readErrorOf(body['error']) : undefined;
  if (told === undefined) return { kind: 'body', body };
  const code = codeByWords(answer.status, told) ?? 'bad-response';
  const fault = present({
    code,
    message: describe(answer, { who, told, code }),
    status: answer.status,
    retryAfterMs: readRetryAfter(answer.headers, now),
  });
  return { kind: 'fault', fault };
}

function notJson({ status, text }: WireAnswer, who: Answerer): Fault {
  const at = `${who.name} answered ${status}`;
  if (text.trim() === '') return { code: 'bad-response', status, message: `${at} and no body` };
  const cut = /^\s*[{[]/.test(text) && findJsonMistake(text).offset >= text.length;
  if (cut) {
    const message = `${at}, but its body ends in the middle (${text.length} characters)`;
    return { code: 'truncated', status, message };
  }
  const message = `${at} with something that is not JSON: ${excerpt(text)}`;
  return { code: 'bad-response', status, message };
}

/** What an error body says, in any of the shapes that providers use. */
interface Told {
  readonly words: string;
  readonly message: string;
}

function readError(text: string): Told | undefined {
  try {
    const body: unknown = JSON.parse(text);
    if (!isJsonObject(body)) return undefined;
    return readErrorOf(body['error']) ?? readErrorOf(body['detail']) ?? readErrorOf(body);
  } catch {
    return undefined; // an error page is shown as it is
  }
}

function readErrorOf(error: unknown): Told | undefined {
  if (typeof error === 'string' && error !== '') return { words: error, message: error };
  if (!isJsonObject(error)) return undefined;
  const words = [error['type'], error['code']].filter((word) => typeof word === 'string');
  const message = typeof error['message'] === 'string' ? error['message'] : words.join(' ');
  return { words: words.join(' '), message };
}

const money =
  /insufficient_quota|credit_balance_exhausted|billing|spend_limit|usage_limit_exceeded/i;
const moneySaid = /exceeded your current quota|credit balance is too low|billing/i;
const tooLong = /context_length_exceeded|request_too_large|string_above_max_length/i;
const tooLongSaid = /prompt is too long|maximum context length|context window/i;
const unknownModel = /model_not_found|DeploymentNotFound|model_not_available/i;

const wordsOf: readonly (readonly [RegExp, FaultCode])[] = [
  [/rate_limit|too_many_requests/i, 'rate-limited'],
  [/overloaded|slow_down/i, 'overloaded'],
  [/authentication_error|invalid_api_key|permission/i, 'auth'],
  [/not_found_error/i, 'model-missing'],
  [/server_error|api_error|internal_error|timeout_error/i, 'server-error'],
  [/invalid_request|invalid_prompt/i, 'bad-request'],
];

// what only the body can tell apart; on a failing status the general words add nothing to it
function codeByWords(status: number, told: Told | undefined): FaultCode | undefined {
  if (told === undefined) return undefined;
  const special = status < 500 ? specialCode(status, told) : undefined;
  if (special !== undefined) return special;
  const general = wordsOf.find(([pattern]) => pattern.test(told.words))?.[1];
  const says = status < 300 || (status === 503 && general === 'overloaded');
  return says ? general : undefined;
}

function specialCode(status: number, { words, message }: Told): FaultCode | undefined {
  if (money.test(words) || moneySaid.test(message)) return 'quota';
  if (unknownModel.test(words)) return 'model-missing';
  const long = tooLong.test(words) || tooLongSaid.test(message);
  return long && status !== 429 ? 'too-large' : undefined;
}

const codes: Readonly<Record<number, FaultCode>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  408: 'server-error',
  409: 'server-error',
  413: 'too-large',
  425: 'server-error',
  429: 'rate-limited',
  501: 'bad-request',
  529: 'overloaded',
};

function codeByStatus(status: number, who: Answerer): FaultCode {
  const code = codes[status];
  if (code !== undefined) return code;
  if (status === 404 && who.asks === 'model') return 'model-missing';
  return status >= 500 ? 'server-error' : 'bad-request';
}

interface Telling {
  readonly who: Answerer;
  readonly told: Told | undefined;
  readonly code: FaultCode;
}

function describe(answer: WireAnswer, { who, told, code }: Telling): string {
  const said = excerpt(told?.message ?? answer.text);
  const colon = said === '' ? '' : `: ${said}`;
  return `${who.name} answered ${answer.status}${redirectOf(answer)}${colon}${adviceOf(code, who)}`;
}

function redirectOf({ status, headers }: WireAnswer): string {
  if (status < 300 || status > 399) return '';
  const to = headers['location'];
  return to === undefined ? ' (a redirect)' : ` (a redirect to ${excerpt(to, 80)}, not followed)`;
}

function adviceOf(code: FaultCode, who: Answerer): string {
  if (code !== 'auth' || who.keyVariable === undefined) return '';
  return ` (key: ${who.keyVariable})`;
}
