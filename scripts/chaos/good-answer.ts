import { gzipSync } from 'node:zlib';

import { errorBody } from './errors.ts';
import { formatReply, type Twist } from './formats.ts';
import type { BodyTrick, Deed } from './plan.ts';
import type { Question } from './question.ts';
import type { Reply } from './reply.ts';
import { streamOf } from './sse.ts';

/** An answer with status 200, ready to be sent. */
export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Buffer[];
  readonly streamed: boolean;
}

/** Makes the answer with status 200 that a deed asks for; without a deed a good one. */
export function answerFor(question: Question, reply: Reply, deed: Deed | undefined): Answer {
  if (question.stream && deed?.kind !== 'body') {
    const pieces = streamOf(question, reply, deed?.kind === 'sse' ? deed.what : undefined);
    return { headers: { 'content-type': 'text/event-stream' }, pieces, streamed: true };
  }
  if (deed?.kind === 'body') return trickedAnswer(question, reply, deed);
  return json(formatReply(question, reply));
}

function json(value: object): Answer {
  return bytes(Buffer.from(JSON.stringify(value)));
}

function bytes(body: Buffer, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    headers: { 'content-type': 'application/json', ...headers },
    pieces: [body],
    streamed: false,
  };
}

const twists: Partial<Record<BodyTrick, Twist>> = {
  'empty-content': { content: 'empty' },
  'null-content': { content: 'null' },
  'wrong-model': { model: 'another-model-2026-01-01' },
  'negative-usage': { usage: 'negative' },
  'no-usage': { usage: 'none' },
  'tool-call': { finish: 'tool-call' },
  filter: { finish: 'filter' },
  length: { finish: 'length' },
  refusal: { finish: 'refusal' },
};

const mebibyte = 1024 * 1024;

function trickedAnswer(question: Question, reply: Reply, deed: BodyDeed): Answer {
  const twist = twists[deed.what];
  if (twist !== undefined) return json(formatReply(question, reply, twist));
  const good = JSON.stringify(formatReply(question, reply));
  const trick = tricks[deed.what];
  return trick === undefined ? json({ ok: true, items: [1, 2, 3] }) : trick(good, deed, question);
}

type Trick = (good: string, deed: BodyDeed, question: Question) => Answer;
type BodyDeed = Extract<Deed, { kind: 'body' }>;

const page = Buffer.from('<!doctype html><title>Bad gateway</title><h1>\u001b[31m502</h1>');

const tricks: Partial<Record<BodyTrick, Trick>> = {
  html: () => bytes(page, { 'content-type': 'text/html' }),
  text: () => bytes(Buffer.from('upstream said no'), { 'content-type': 'text/plain' }),
  empty: () => bytes(Buffer.alloc(0)),
  err200: (_, { shape }, { api }) => bytes(Buffer.from(errorBody(api, shape ?? 'server'))),
  bom: (good) => bytes(Buffer.from(`\uFEFF${good}`)),
  nul: (good) => bytes(Buffer.from(`\0${good}`)),
  huge: (good, { mb }) => ({ ...bytes(Buffer.alloc(0)), pieces: hugePieces(good, mb ?? 64) }),
  gzip: (good) => bytes(gzipSync(good), { 'content-encoding': 'gzip' }),
  'gzip-bomb': (_, { mb }) =>
    bytes(gzipSync(Buffer.alloc((mb ?? 300) * mebibyte, ' ')), { 'content-encoding': 'gzip' }),
  'bad-utf8': (good) =>
    bytes(Buffer.concat([Buffer.from(good.slice(0, -2)), Buffer.from([0xc3, 0x28, 0xff])])),
  'dup-key': (good) => bytes(Buffer.from(good.replace(/^\{/, '{"model":"twice",'))),
  'no-choices': (good) => json({ ...JSON.parse(good), choices: [], output: null, content: null }),
};

function hugePieces(good: string, mb: number): Buffer[] {
  const padding = Buffer.alloc(mebibyte, ' ');
  return [...Array.from({ length: mb }, () => padding), Buffer.from(good)];
}
