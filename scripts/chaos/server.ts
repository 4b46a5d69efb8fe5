import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { logNormal } from './chance.ts';
import { checkRequest } from './check-request.ts';
import { chooseRule } from './choose-rule.ts';
import { deliver, pays } from './deeds.ts';
import { errorBody } from './errors.ts';
import { answerFor } from './good-answer.ts';
import { Ledger, type Asked } from './ledger.ts';
import { readPlan, type ChaosPlan, type Deed } from './plan.ts';
import { apis, isFields, type Api, type Fields, type Question } from './question.ts';
import { replyTo } from './reply.ts';

/** How a server is started. */
export interface ChaosOptions {
  readonly plan?: ChaosPlan;
  /** File that gets one line before each answer and one after it. */
  readonly ledger?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A provider that goes wrong on demand; loopback only. */
export class ChaosServer {
  readonly #ledger: Ledger;
  readonly #server: Server;
  #plan: ChaosPlan;
  #sequence = 0;
  #startedAt = performance.now();
  #attempts = new Map<string, number>();
  #fired = new Map<number, number>();
  #port = 0;

  constructor(options: ChaosOptions) {
    this.#ledger = new Ledger(options.ledger);
    this.#plan = options.plan ?? {};
    const handle = (request: IncomingMessage, response: ServerResponse) => {
      this.#handle(request, response).catch((error: unknown) => response.destroy(asError(error)));
    };
    this.#server = options.tls ? createTlsServer(options.tls, handle) : createServer(handle);
    this.#server.keepAliveTimeout = 60_000;
  }

  async listen(): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    await promise;
    this.#port = portOf(this.#server.address());
    return this.#port;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/_')) return this.#control(`${request.method} ${path}`, text, response);
    const api = apis.get(path);
    const body = parse(text);
    if (api === undefined) return refuse(response, 404, `No such path: ${path}`);
    if (body === undefined) return refuse(response, 400, 'The body is not a JSON object');
    await this.#answer(this.#ask({ api, path, body, request }), request, response);
  }

  #ask(given: { api: Api; path: string; body: Fields; request: IncomingMessage }): Question {
    const { api, path, body, request } = given;
    const caseId = headerOf(request, 'x-chaos-case') ?? hashOf(body);
    const trial = headerOf(request, 'x-chaos-trial') ?? '';
    const key = JSON.stringify([caseId, trial]);
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    this.#sequence += 1;
    const model = typeof body['model'] === 'string' ? body['model'] : '';
    const stream = body['stream'] === true;
    return { api, path, body, model, stream, caseId, trial, attempt, sequence: this.#sequence };
  }

  async #answer(question: Question, request: IncomingMessage, response: ServerResponse) {
    const { deed, index } = this.#choose(question, request);
    const { path, model, caseId, trial, attempt, sequence } = question;
    const known = { sequence, path, model, caseId, trial, attempt, ...factsOf(deed, index) };
    const idempotencyKey = headerOf(request, 'idempotency-key');
    const told = idempotencyKey === undefined ? known : { ...known, idempotencyKey };
    const asked = { ...told, atMs: this.#now(), pays: pays(deed) };
    this.#ledger.ask(asked, deed?.kind === 'status' ? deed.code : undefined);
    const { socket } = response;
    const before = socket?.bytesWritten ?? 0;
    let sentMs: number | undefined;
    response.once('close', () => {
      const bytes = (socket?.bytesWritten ?? before) - before;
      const clientClosed = !response.writableFinished;
      const end = { bytes, endMs: this.#now(), clientClosed };
      this.#ledger.end(asked, sentMs === undefined ? end : { ...end, sentMs });
    });
    await this.#wait(question);
    if (deed?.kind === 'refuse') return this.#refuseFor(deed.ms);
    const answer = answerFor(question, replyTo(question, this.#plan), deed);
    sentMs = this.#now();
    await deliver({ question, response, answer, headers: this.#plan.headers ?? {} }, deed);
  }

  #choose(question: Question, request: IncomingMessage): { deed?: Deed; index?: number } {
    const mistake = checkRequest(question.api, question.body);
    const badRequest = (
      code: number,
      message: string | undefined,
      shape: 'auth' | 'bad-request',
    ) => {
      const body = errorBody(question.api, shape, message);
      return { deed: { kind: 'status', code, body } as const };
    };
    if (mistake !== undefined) return badRequest(400, mistake, 'bad-request');
    const chosen = chooseRule(question, this.#plan, { fired: this.#fired, nowMs: this.#now() });
    if (chosen !== undefined) return chosen;
    return this.#plan.key === undefined || keyOf(request) === this.#plan.key
      ? {}
      : badRequest(401, undefined, 'auth');
  }

  async #wait({ caseId, attempt }: Question): Promise<void> {
    const { latency, seed = 0 } = this.#plan;
    if (latency === undefined) return;
    await sleep(typeof latency === 'number' ? latency : logNormal(latency, seed, caseId, attempt));
  }

  async #refuseFor(ms: number): Promise<void> {
    this.close();
    await sleep(ms);
    await this.listen();
  }

  #control(what: string, text: string, response: ServerResponse): void {
    const say = (value: object) => response.end(JSON.stringify(value));
    switch (what) {
      case 'GET /_health':
        say({ ok: true });
        return;
      case 'GET /_ledger':
        say({ records: this.#ledger.records(), invariants: this.#ledger.invariants() });
        return;
      case 'POST /_reset':
        this.#reset();
        say({ ok: true });
        return;
      case 'PUT /_plan':
        this.#putPlan(text, response);
        return;
      default:
        refuse(response, 404, `No such control: ${what}`);
    }
  }

  #putPlan(text: string, response: ServerResponse): void {
    try {
      this.#plan = readPlan(text);
      this.#reset();
      response.end(JSON.stringify({ ok: true }));
    } catch (error) {
      refuse(response, 400, asError(error).message);
    }
  }

  #reset(): void {
    this.#sequence = 0;
    this.#startedAt = performance.now();
    this.#attempts = new Map();
    this.#fired = new Map();
    this.#ledger.reset();
  }

  #now(): number {
    return performance.now() - this.#startedAt;
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined; // answered with 400
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { type: 'invalid_request_error', code: null, message } }));
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function keyOf(request: IncomingMessage): string | undefined {
  const bearer = headerOf(request, 'authorization')?.replace(/^Bearer /, '');
  return headerOf(request, 'x-api-key') ?? headerOf(request, 'api-key') ?? bearer;
}

function factsOf(deed: Deed | undefined, index: number | undefined): Partial<Asked> {
  return {
    ...(index !== undefined && { rule: index }),
    ...(deed !== undefined && { deed: deed.kind }),
    ...(deed?.kind === 'status' && askedWait(deed.headers ?? {})),
  };
}

// a date is not counted: it says seconds only, and starts anywhere within one
function askedWait(headers: Readonly<Record<string, string>>): { asksWaitMs?: number } {
  const ms = Number(headers['retry-after-ms'] ?? Number(headers['retry-after']) * 1000);
  return ms > 0 && Number.isFinite(ms) ? { asksWaitMs: ms } : {};
}

function hashOf(body: Fields): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
