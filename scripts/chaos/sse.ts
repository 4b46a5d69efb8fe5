import type { SseTrick } from './plan.ts';
import type { Question } from './question.ts';
import type { Reply } from './reply.ts';

interface SseEvent {
  readonly event?: string;
  readonly data: object | string;
}

/** The bytes of a streamed answer, in the pieces in which they are sent. */
export function streamOf(question: Question, reply: Reply, trick?: SseTrick): Buffer[] {
  if (trick === 'comments-only') return [Buffer.from(': keep-alive\n\n')];
  const events = tricked(eventsFor(question, reply), trick);
  const newline = trick === 'crlf' ? '\r\n' : '\n';
  const pieces = events.map((event) => Buffer.from(written(event, newline)));
  if (trick === 'comments') return pieces.flatMap((piece) => [Buffer.from(': ping\n\n'), piece]);
  return trick === 'split-mid-character' ? splitEverywhere(Buffer.concat(pieces)) : pieces;
}

function written({ event, data }: SseEvent, newline: string): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const head = event === undefined ? '' : `event: ${event}${newline}`;
  return `${head}data: ${text}${newline}${newline}`;
}

function splitEverywhere(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 7) pieces.push(bytes.subarray(at, at + 7));
  return pieces;
}

function tricked(events: readonly SseEvent[], trick: SseTrick | undefined): readonly SseEvent[] {
  const half = Math.ceil(events.length / 2);
  if (trick === 'no-done') return events.slice(0, -1);
  if (trick === 'no-finish') {
    return events.filter(({ data }) => typeof data === 'string' || !isFinish(data));
  }
  if (trick === 'bad-json') {
    return [...events.slice(0, half), { ...events[half], data: '{"type": "content_blo' }];
  }
  if (trick !== 'error-event') return events;
  const error = { type: 'overloaded_error', message: 'Overloaded' };
  return [...events.slice(0, half), { event: 'error', data: { type: 'error', error } }];
}

function isFinish(data: object): boolean {
  const text = JSON.stringify(data);
  return /"(?:stop_reason|finish_reason)":"|response\.completed|message_stop/.test(text);
}

function eventsFor(question: Question, reply: Reply): SseEvent[] {
  if (question.api === 'messages') return anthropicEvents(question, reply);
  return question.api === 'responses'
    ? responseEvents(question, reply)
    : chatEvents(question, reply);
}

function piecesOf(text: string): readonly string[] {
  return text.match(/[^]{1,6}/gu) ?? [''];
}

function anthropicEvents({ model, sequence }: Question, reply: Reply): SseEvent[] {
  const message = {
    id: `msg_${sequence}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: reply.inputTokens, output_tokens: 1 },
  };
  const deltas = piecesOf(reply.text).map((text) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text },
  }));
  const data = [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    ...deltas,
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: reply.outputTokens },
    },
    { type: 'message_stop' },
  ];
  return data.map((event) => ({ event: event.type, data: event }));
}

function chatEvents({ model, sequence }: Question, reply: Reply): SseEvent[] {
  const chunk = (delta: object, finish: string | null) => ({
    data: {
      id: `chatcmpl-${sequence}`,
      object: 'chat.completion.chunk',
      model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    },
  });
  const parts = piecesOf(reply.text).map((content) => chunk({ content }, null));
  return [chunk({ role: 'assistant' }, null), ...parts, chunk({}, 'stop'), { data: '[DONE]' }];
}

function responseEvents({ model, sequence }: Question, reply: Reply): SseEvent[] {
  const response = { id: `resp_${sequence}`, object: 'response', model, error: null };
  const part = { type: 'output_text', text: reply.text, annotations: [] };
  const output = [{ type: 'message', id: 'msg_1', role: 'assistant', content: [part] }];
  const data = [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [] } },
    ...piecesOf(reply.text).map((delta) => ({ type: 'response.output_text.delta', delta })),
    { type: 'response.completed', response: { ...response, status: 'completed', output } },
  ];
  return data.map((event) => ({ event: event.type, data: event }));
}
