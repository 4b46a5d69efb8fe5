import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';

import { isFaultError } from '@pawl/core';
import type { Dispatcher } from 'undici';

import { faultOfConnection } from './classify-error.ts';
import type { WireAnswer } from './classify-response.ts';
import { decompress } from './decompress.ts';
import { faultOf, faultOfAbort } from './fault-of.ts';
import type { ProviderHost } from './provider-host.ts';
import { checkProxies, proxiesOf } from './proxies.ts';
import { RawAnswerHandler, TooLargeError, type RawAnswer } from './raw-answer.ts';

/** One request on the wire. */
interface WireRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** Sends a request and reads the whole answer; redirects are not followed. */
export type Exchange = (request: WireRequest) => Promise<WireAnswer>;

/** Connections of one host. */
export interface Wire {
  readonly exchange: Exchange;
  readonly close: () => Promise<void>;
}

/** Most bytes of an answer, after decompression. */
const maxBodyBytes = 32 * 1024 * 1024;

const maxSockets = 512;
const wires = new WeakMap<ProviderHost, Promise<Wire>>();

/** The wire of a host: made when it is first needed, shared by all its targets. */
export function wireOf(host: ProviderHost): Promise<Wire> {
  const wire = wires.get(host) ?? makeWire(host);
  wires.set(host, wire);
  return wire;
}

/** Closes the connections that a host's targets have left open; a wire that could not be made has none. */
export async function closeProviders(host: ProviderHost): Promise<void> {
  const making = wires.get(host);
  wires.delete(host);
  const wire = await making?.catch(() => undefined);
  await wire?.close();
}

async function makeWire(host: ProviderHost): Promise<Wire> {
  const { Agent, EnvHttpProxyAgent } = await import('undici');
  const connect = { rejectUnauthorized: true }; // whatever the environment says
  // the deadline is the caller's signal: it holds over headers and body alike
  const options = { headersTimeout: 0, bodyTimeout: 0, connections: maxSockets, connect };
  checkProxies(host);
  const proxies = proxiesOf(host);
  const tls = { requestTls: connect, proxyTls: connect };
  const agent =
    proxies.httpProxy === '' && proxies.httpsProxy === ''
      ? new Agent(options)
      : new EnvHttpProxyAgent({ ...options, ...tls, ...proxies });
  return {
    exchange: exchanger(agent),
    close: () => agent.close(),
  };
}

/** Where a request goes, as the connections want it. */
type Place = Readonly<Record<'host' | 'origin' | 'path', string>>;

function exchanger(agent: Dispatcher): Exchange {
  const places = new Map<string, Place>();
  return async (request) => {
    if (request.signal.aborted) throw faultOfAbort(request.signal);
    const place = places.get(request.url) ?? placeOf(request.url);
    places.set(request.url, place);
    const { status, headers, bytes } = await ask(agent, place, request);
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding === 'identity') return { status, headers, text: decode(bytes, place.host) };
    const unpacked = await unpack(bytes, encoding, { host: place.host, signal: request.signal });
    return { status, headers, text: decode(unpacked, place.host) };
  };
}

function placeOf(text: string): Place {
  const { host, origin, pathname, search } = new URL(text);
  return { host, origin, path: pathname + search };
}

function ask(
  agent: Dispatcher,
  { host, origin, path }: Place,
  { method, headers, body, signal }: WireRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const abort = (): void => handler.abort(faultOfAbort(signal));
    const handler = new RawAnswerHandler(maxBodyBytes, {
      done: (answer) => {
        signal.removeEventListener('abort', abort);
        resolve(answer);
      },
      failed: (error, stage) => {
        signal.removeEventListener('abort', abort);
        if (error instanceof TooLargeError) reject(tooLarge(host));
        else reject(isFaultError(error) ? error : faultOfConnection(error, host, stage));
      },
    });
    signal.addEventListener('abort', abort, { once: true });
    agent.dispatch({ origin, path, method, headers, body: body ?? null }, handler);
  });
}

interface Unpacking {
  readonly host: string;
  readonly signal: AbortSignal;
}

async function unpack(
  bytes: Buffer,
  encoding: string,
  { host, signal }: Unpacking,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of decompress(Readable.from([bytes]), encoding)) {
    if (signal.aborted) throw faultOfAbort(signal);
    size += part.length;
    if (size > maxBodyBytes) throw tooLarge(host);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(host: string): Error {
  return faultOf('too-large', `The answer from ${host} is larger than ${maxBodyBytes} bytes`);
}

function decode(bytes: Uint8Array, host: string): string {
  if (!isUtf8(bytes)) throw faultOf('bad-response', `The answer from ${host} is not UTF-8`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
