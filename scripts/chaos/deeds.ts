import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { errorBody, shapeOfStatus } from './errors.ts';
import type { Answer } from './good-answer.ts';
import type { Cut, Deed } from './plan.ts';
import type { Question } from './question.ts';

/** An answer on its way out. */
export interface Delivery {
  readonly question: Question;
  readonly response: ServerResponse;
  readonly answer: Answer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Deeds after which a whole good answer has left the server. */
export function pays(deed: Deed | undefined): boolean {
  if (deed === undefined) return true;
  if (deed.kind === 'body') return paidTricks.has(deed.what);
  if (deed.kind === 'sse') return ['crlf', 'comments', 'split-mid-character'].includes(deed.what);
  return ['delay', 'drip', 'close-after', 'headers'].includes(deed.kind);
}

const paidTricks: ReadonlySet<string> = new Set([
  'bom',
  'dup-key',
  'empty-content',
  'filter',
  'gzip',
  'length',
  'negative-usage',
  'no-usage',
  'null-content',
  'refusal',
  'tool-call',
  'wrong-model',
]);

/** Does to an answer what the plan says. */
export async function deliver(delivery: Delivery, deed: Deed | undefined): Promise<void> {
  if (deed === undefined) return send(delivery, {});
  return breaks(deed) ? breakOff(delivery, deed) : alter(delivery, deed);
}

async function alter(delivery: Delivery, deed: Exclude<Deed, Break>): Promise<void> {
  switch (deed.kind) {
    case 'status':
      return sendStatus(delivery, deed);
    case 'redirect':
      return redirect(delivery, deed);
    case 'drip':
      return drip(delivery, deed);
    case 'sse':
      return sendStream(delivery, deed);
    case 'cut':
      return cut(delivery, deed.at, deed.how ?? 'length');
    case 'delay':
      await sleep(deed.ms);
      return send(delivery, {});
    case 'headers':
      return send(delivery, deed.headers);
    case 'close-after':
      return send(delivery, { connection: 'close' });
    case 'body':
    case 'refuse':
      return send(delivery, {});
  }
}

function breaks(deed: Deed): deed is Break {
  return ['hang-headers', 'hang-body', 'reset-before', 'close-before', 'reset-mid'].includes(
    deed.kind,
  );
}

type Break = Extract<
  Deed,
  { kind: 'hang-headers' | 'hang-body' | 'reset-before' | 'close-before' | 'reset-mid' }
>;

async function breakOff(delivery: Delivery, deed: Break): Promise<void> {
  const { response } = delivery;
  if (deed.kind === 'hang-headers') return; // until the client gives up
  if (deed.kind === 'reset-before') return reset(response);
  if (deed.kind === 'close-before') {
    response.socket?.end();
    return;
  }
  await sendPart(delivery, deed.at ?? 20, 'length');
  if (deed.kind === 'reset-mid') reset(response);
}

function send(
  { response, answer, headers }: Delivery,
  more: Readonly<Record<string, string>>,
): void {
  const whole = answer.pieces.length === 1 ? answer.pieces[0] : undefined;
  const length = whole === undefined ? {} : { 'content-length': String(whole.length) };
  response.writeHead(200, { ...answer.headers, ...length, ...headers, ...more });
  for (const piece of answer.pieces) response.write(piece);
  response.end();
}

function sendStatus(
  { question, response, headers }: Delivery,
  deed: Extract<Deed, { kind: 'status' }>,
) {
  const body = deed.body ?? errorBody(question.api, deed.shape ?? shapeOfStatus(deed.code));
  const type = { 'content-type': 'application/json' };
  response.writeHead(deed.code, { ...type, ...headers, ...dated(deed.headers ?? {}) });
  response.end(body);
}

function dated(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace(/\{now([+-]\d+)s\}/, (_, seconds: string) =>
      new Date(Date.now() + Number(seconds) * 1000).toUTCString(),
    ),
  ]);
  return Object.fromEntries(entries);
}

function redirect(
  { question, response }: Delivery,
  deed: Extract<Deed, { kind: 'redirect' }>,
): void {
  const location = deed.to === 'loop' || deed.to === 'same' ? question.path : deed.to;
  response.writeHead(deed.code ?? 307, { location }).end();
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function sendPart({ response, answer }: Delivery, at: number, how: Cut): Promise<void> {
  const body = Buffer.concat(answer.pieces);
  const length = how === 'length' ? { 'content-length': String(body.length) } : {};
  response.writeHead(200, { ...answer.headers, ...length });
  response.flushHeaders();
  const { promise, resolve } = Promise.withResolvers<void>();
  response.write(body.subarray(0, Math.max(1, at)), () => resolve());
  return promise;
}

async function cut(delivery: Delivery, at: number, how: Cut): Promise<void> {
  const { response, answer } = delivery;
  if (how === 'clean') {
    response.writeHead(200, answer.headers);
    response.end(Buffer.concat(answer.pieces).subarray(0, at));
    return;
  }
  await sendPart(delivery, at, how);
  response.socket?.end();
}

async function drip(delivery: Delivery, deed: Extract<Deed, { kind: 'drip' }>): Promise<void> {
  const { response, answer } = delivery;
  const body = Buffer.concat(answer.pieces);
  response.writeHead(200, { ...answer.headers, 'content-length': String(body.length) });
  const step = deed.bytes ?? 1;
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    response.write(body.subarray(at, at + step));
    await sleep(deed.ms);
  }
  response.end();
}

async function sendStream(delivery: Delivery, deed: Extract<Deed, { kind: 'sse' }>): Promise<void> {
  const { response, answer } = delivery;
  response.writeHead(200, answer.headers);
  const stopAt = deed.what === 'reset-at' ? (deed.at ?? 3) : answer.pieces.length;
  for (const piece of answer.pieces.slice(0, stopAt)) {
    response.write(piece);
    await sleep(0);
  }
  if (deed.what === 'comments-only') return; // a stream that only lives, until the client gives up
  if (deed.what === 'reset-at') reset(response);
  else response.end();
}
