import type { Dispatcher } from 'undici';

import type { Stage } from './classify-error.ts';
import type { HeaderMap } from './retry-after.ts';

/** A whole answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: HeaderMap;
  /** Still packed where a `content-encoding` says so. */
  readonly bytes: Buffer;
}

/** What becomes of an answer: exactly one of the two is called, once. */
export interface Settle {
  readonly done: (answer: RawAnswer) => void;
  readonly failed: (error: unknown, stage: Stage) => void;
}

/** Collects an answer as its parts come in, without the stream that would hold them; larger than `mostBytes` it is dropped. */
export class RawAnswerHandler implements Dispatcher.DispatchHandler {
  readonly #settle: Settle;
  readonly #mostBytes: number;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: HeaderMap = {};
  #parts: Buffer[] = [];
  #size = 0;
  #settled = false;
  #aborted: Error | undefined;

  constructor(mostBytes: number, settle: Settle) {
    this.#mostBytes = mostBytes;
    this.#settle = settle;
  }

  /** Drops the answer, or the request when it has not left yet. */
  readonly abort = (reason: Error): void => {
    this.#aborted ??= reason;
    this.#controller?.abort(reason);
    this.#fail(reason);
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#aborted !== undefined) controller.abort(this.#aborted);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = flatten(headers);
    if (Number(this.#headers['content-length']) > this.#mostBytes) this.#refuse();
  }

  onResponseData(_controller: Dispatcher.DispatchController, part: Buffer): void {
    this.#size += part.length;
    if (this.#size > this.#mostBytes) this.#refuse();
    else this.#parts.push(part);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    this.#settled = true;
    const [only = empty, ...more] = this.#parts;
    const bytes = more.length === 0 ? only : Buffer.concat(this.#parts);
    this.#settle.done({ status: this.#status, headers: this.#headers, bytes });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #refuse(): void {
    this.#parts = [];
    this.abort(new TooLargeError());
  }

  #fail(error: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle.failed(error, this.#status === 0 ? 'asking' : 'reading');
  }
}

/** The answer was larger than it may be. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

const empty = Buffer.alloc(0);

function flatten(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): HeaderMap {
  const flat: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers)) {
    flat[name] = typeof value === 'object' ? value.join(', ') : value;
  }
  return flat;
}
