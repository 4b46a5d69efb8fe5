import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { Answer, Call } from './call.ts';
import { isKnownStatus, loadContract } from './contract.ts';
import type { Operation } from './contract.ts';
import { FakeRepository } from './fake-repository.ts';
import type { RepositoryOptions } from './fake-repository.ts';

/** What a test may make of GitHub. */
export interface FakeOptions extends RepositoryOptions {
  /** A fault for this request: an answer, or a connection that is cut. */
  readonly fault?: (call: Call, count: number) => Answer | 'reset' | undefined;
  /** Called before each request is answered; a test holds requests back here. */
  readonly before?: (call: Call) => Promise<void>;
}

/** A GitHub on loopback that checks every request and every answer against GitHub's own description. */
export interface FakeGitHub {
  readonly url: string;
  readonly repository: FakeRepository;
  /** Requests or answers that break the contract. */
  readonly violations: readonly string[];
  readonly calls: readonly Call[];
  readonly close: () => Promise<void>;
}

/** Starts a fake GitHub. */
export async function startFakeGitHub(options: FakeOptions): Promise<FakeGitHub> {
  const desk = new Desk(options);
  const server = createServer((request, response) => {
    void desk.serve(request, response);
  });
  const url = await listen(server);
  return {
    url,
    repository: desk.repository,
    violations: desk.violations,
    calls: desk.calls,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      done(`http://127.0.0.1:${port}`);
    });
  });
}

const contract = loadContract();

class Desk {
  readonly repository: FakeRepository;
  readonly violations: string[] = [];
  readonly calls: Call[] = [];
  readonly #options: FakeOptions;

  constructor(options: FakeOptions) {
    this.#options = options;
    this.repository = new FakeRepository(options);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    this.calls.push(call);
    await this.#options.before?.(call);
    const answer = await this.#answer(call);
    if (answer === 'reset') {
      response.destroy();
      return;
    }
    const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      date: new Date().toUTCString(),
      ...answer.headers,
    });
    response.end(text);
  }

  async #answer(call: Call): Promise<Answer | 'reset'> {
    const fault = this.#options.fault?.(call, this.calls.length);
    if (fault !== undefined) return fault;
    if (call.path === '/graphql') return this.repository.graphql(call);
    const operation = contract.find(
      (one) => one.method === call.method && one.match.test(call.path),
    );
    if (operation === undefined) {
      this.violations.push(`unknown operation: ${call.method} ${call.path}`);
      return { status: 404, body: { message: 'Not Found' } };
    }
    this.#checkRequest(operation, call);
    const parameters = operation.match.exec(call.path)?.groups ?? {};
    const answer = await this.repository.answer({ ...call, operation, parameters });
    this.#checkAnswer(operation, answer);
    return answer;
  }

  #checkRequest(operation: Operation, call: Call): void {
    const name = `${operation.method} ${operation.path}`;
    for (const [key, value] of call.query) {
      const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === key);
      if (parameter === undefined)
        this.violations.push(`${name}: undocumented query parameter ${key}`);
      else if (!parameter.check(value) && !parameter.check(Number(value))) {
        this.violations.push(`${name}: ${key}=${String(value)} is not allowed`);
      }
    }
    if (operation.body !== undefined && !operation.body(call.body)) {
      this.violations.push(`${name}: ${JSON.stringify(operation.body.errors?.[0])}`);
    }
  }

  #checkAnswer(operation: Operation, { status, body }: Answer): void {
    const name = `${operation.method} ${operation.path}`;
    if (!isKnownStatus(operation, status)) this.violations.push(`${name}: answers ${status}`);
    const check = operation.responses.get(String(status));
    if (status < 300 && check !== undefined && !check(body ?? {})) {
      this.violations.push(`${name} answer: ${JSON.stringify(check.errors?.[0])}`);
    }
  }
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  const url = new URL(request.url ?? '/', 'http://fake');
  const text = Buffer.concat(pieces).toString('utf8');
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: [...url.searchParams],
    body: text === '' ? undefined : JSON.parse(text),
    authorized: request.headers.authorization !== undefined,
  };
}
