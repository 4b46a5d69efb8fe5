import { isUtf8 } from 'node:buffer';

import { isFaultError } from '@pawl/core';
import type { Dispatcher } from 'undici';

import { faultOfConnection } from './classify-error.ts';
import type { WireAnswer } from './classify-response.ts';
import { decompress } from './decompress.ts';
import { faultOf, faultOfAbort } from './fault-of.ts';
import type { ProviderHost } from './provider-host.ts';
import type { HeaderMap } from './retry-after.ts';

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

/** Closes the connections that a host's targets have left open. */
export async function closeProviders(host: ProviderHost): Promise<void> {
  const wire = wires.get(host);
  wires.delete(host);
  await (await wire)?.close();
}

async function makeWire({ env }: ProviderHost): Promise<Wire> {
  const { Agent, EnvHttpProxyAgent } = await import('undici');
  const connect = { rejectUnauthorized: true }; // whatever the environment says
  // the deadline is the caller's signal: it holds over headers and body alike
  const options = { headersTimeout: 0, bodyTimeout: 0, connections: maxSockets, connect };
  const proxies = {
    httpProxy: env['http_proxy'] ?? env['HTTP_PROXY'] ?? '',
    httpsProxy: env['https_proxy'] ?? env['HTTPS_PROXY'] ?? '',
  };
  const noProxy = `${env['no_proxy'] ?? env['NO_PROXY'] ?? ''},localhost,127.0.0.1,[::1]`;
  const tls = { requestTls: connect, proxyTls: connect };
  const agent =
    proxies.httpProxy === '' && proxies.httpsProxy === ''
      ? new Agent(options)
      : new EnvHttpProxyAgent({ ...options, ...tls, ...proxies, noProxy });
  return {
    exchange: (request) => exchange(agent, request),
    close: () => agent.close(),
  };
}

async function exchange(agent: Dispatcher, request: WireRequest): Promise<WireAnswer> {
  if (request.signal.aborted) throw faultOfAbort(request.signal);
  const url = new URL(request.url);
  const { host } = url;
  const response = await ask(agent, url, request).catch((error: unknown) => {
    if (request.signal.aborted) throw faultOfAbort(request.signal);
    throw faultOfConnection(error, host, 'asking');
  });
  const { statusCode: status, body } = response;
  const headers = flatten(response.headers);
  try {
    const bytes = await readBytes(body, headers, host);
    return { status, headers, text: decode(bytes, host) };
  } catch (error) {
    body.on('error', () => undefined).destroy();
    if (request.signal.aborted) throw faultOfAbort(request.signal);
    if (isFaultError(error)) throw error;
    throw faultOfConnection(error, host, 'reading');
  }
}

function ask(
  agent: Dispatcher,
  { origin, pathname, search }: URL,
  request: WireRequest,
): Promise<Dispatcher.ResponseData> {
  return agent.request({
    origin,
    path: pathname + search,
    method: request.method,
    headers: request.headers,
    body: request.body ?? null,
    signal: request.signal,
  });
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): HeaderMap {
  const flat: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers)) {
    flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

type Body = Dispatcher.ResponseData['body'];

async function readBytes(body: Body, headers: HeaderMap, host: string): Promise<Uint8Array> {
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (length > maxBodyBytes) throw tooLarge(host);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return collect(decompress(body, encoding), host);
  return Number.isNaN(length) ? collect(body, host) : body.bytes();
}

async function collect(chunks: AsyncIterable<Uint8Array>, host: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBodyBytes) throw tooLarge(host);
    parts.push(chunk);
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
