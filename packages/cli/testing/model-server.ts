import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A model on loopback that speaks OpenAI's wire format, and counts. */
export interface ModelServer {
  readonly url: string;
  /** The last message of every request so far. */
  readonly asked: () => readonly string[];
  readonly forget: () => void;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Starts a model that answers the whole prompt, written as one text, by a rule. */
export async function startModel(
  answer: (prompt: string, nth: number) => string | Promise<string>,
): Promise<ModelServer> {
  let asked: string[] = [];
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const prompt = await readPrompt(request);
    asked.push(prompt);
    const content = await answer(prompt, asked.length);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(completion(content)));
  };
  const server = createServer((request, response) => void reply(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked: () => asked,
    forget: () => {
      asked = [];
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readPrompt(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  const { messages }: { messages: readonly { content: string }[] } = JSON.parse(
    Buffer.concat(pieces).toString('utf8'),
  );
  return messages.map((message) => message.content).join('\n');
}

function completion(content: string): object {
  return {
    id: 'completion',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: 'gpt-5-mini-2025-08-07',
    choices: [
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 },
  };
}
