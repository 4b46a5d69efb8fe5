import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A model that always says yes after a fixed time, as cheaply as Node can: the load, never the bottleneck. */
const latencyMs = Number(process.argv[2] ?? 0);

const answer = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_760_000_000,
  model: 'm',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'yes' } }],
  usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 },
});
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) };

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const reply = (): void => {
      response.writeHead(200, headers).end(answer);
    };
    if (latencyMs === 0) reply();
    else setTimeout(reply, latencyMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 4096, () => {
  const { port }: AddressInfo = listening();
  process.stdout.write(`http://127.0.0.1:${port}/v1\n`);
});

function listening(): AddressInfo {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address;
  throw new Error('The server has no port');
}

process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
