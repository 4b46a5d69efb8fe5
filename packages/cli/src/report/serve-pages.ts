import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { UsageError } from '@pawl/core';

/** Answers one address with a page. */
export type Viewer = (url: URL) => Promise<ViewedPage>;

/** A page and its content policy. */
export interface ViewedPage {
  readonly status: number;
  readonly html: string;
  readonly policy: string;
}

/** A server that is listening. */
export interface PageServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves pages on 127.0.0.1 only. A request of another host's page, or one that is not a GET, is refused. */
export async function servePages(viewer: Viewer, port: number): Promise<PageServer> {
  const server = createServer((request, response) => {
    answer(viewer, request, response).catch((error: unknown) => fail(response, error));
  });
  await listen(server, port);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError('port-taken', `Port ${port} cannot be used: ${why}`, {
      hint: 'Name another one with --port, or leave it out for any free one.',
    });
  }
}

async function answer(
  viewer: Viewer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refuse(request);
  if (refusal !== undefined) {
    response.writeHead(refusal.status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${refusal.why}\n`);
    return;
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const page = await viewer(url);
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${page.policy}; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : page.html);
}

/** A name that another site let point here is not ours, and no other site may read. */
function refuse(
  request: IncomingMessage,
): { readonly status: number; readonly why: string } | undefined {
  const { host, origin } = request.headers;
  const port = request.socket.localPort;
  const ours = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !ours.includes(host))
    return { status: 403, why: 'Another host is asked for.' };
  const known = origin === undefined || ours.some((one) => origin === `http://${one}`);
  const site = request.headers['sec-fetch-site'];
  if (!known || site === 'cross-site') return { status: 403, why: 'Another site asks.' };
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return reads ? undefined : { status: 405, why: 'Only reading is possible here.' };
}

function fail(response: ServerResponse, error: unknown): void {
  if (!response.headersSent)
    response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(error instanceof Error ? `${error.message}\n` : 'The page could not be made.\n');
}
