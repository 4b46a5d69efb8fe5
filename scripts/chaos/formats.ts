import { listOf, type Question } from './question.ts';
import type { Reply } from './reply.ts';

/** What an answer may be beside good: each API has its own words for it. */
export interface Twist {
  readonly finish?: 'length' | 'refusal' | 'filter' | 'tool-call';
  readonly content?: 'empty' | 'null';
  readonly usage?: 'none' | 'negative';
  readonly model?: string;
}

/** The answer as a JSON value in the format of the API that was asked. */
export function formatReply(question: Question, reply: Reply, twist: Twist = {}): object {
  switch (question.api) {
    case 'chat':
      return chat(question, reply, twist);
    case 'responses':
      return responses(question, reply, twist);
    case 'messages':
      return messages(question, reply, twist);
    case 'embeddings':
      return embeddings(question);
    case 'echo':
      return { answer: reply.text, asked: question.body };
  }
}

const created = 1_700_000_000;
const refusal = 'I cannot help with that.';
const tool = { name: 'look_up', arguments: '{"key":"value"}' };

function chat(question: Question, reply: Reply, twist: Twist): object {
  const finishes = {
    length: 'length',
    refusal: 'stop',
    filter: 'content_filter',
    'tool-call': 'tool_calls',
  };
  const calls = [{ id: 'call_1', type: 'function', function: tool }];
  return {
    id: `chatcmpl-${question.sequence}`,
    object: 'chat.completion',
    created,
    model: twist.model ?? question.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: contentOf(reply, twist),
          refusal: twist.finish === 'refusal' ? refusal : null,
          ...(twist.finish === 'tool-call' && { tool_calls: calls }),
        },
        logprobs: null,
        finish_reason: twist.finish === undefined ? 'stop' : finishes[twist.finish],
      },
    ],
    ...usageOf(reply, twist, (input, output) => ({
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: { cached_tokens: 0 },
    })),
  };
}

function contentOf(reply: Reply, twist: Twist): string | null {
  if (twist.content === 'empty') return '';
  const none =
    twist.content === 'null' || twist.finish === 'refusal' || twist.finish === 'tool-call';
  return none ? null : reply.text;
}

function usageOf(
  reply: Reply,
  twist: Twist,
  words: (input: number, output: number) => object,
): object {
  if (twist.usage === 'none') return {};
  const sign = twist.usage === 'negative' ? -1 : 1;
  return { usage: words(sign * reply.inputTokens, sign * reply.outputTokens) };
}

function responses(question: Question, reply: Reply, twist: Twist): object {
  const reasons = { length: 'max_output_tokens', filter: 'content_filter' };
  const reason =
    twist.finish === 'length' || twist.finish === 'filter' ? reasons[twist.finish] : null;
  return {
    id: `resp_${question.sequence}`,
    object: 'response',
    created_at: created,
    status: reason === null ? 'completed' : 'incomplete',
    error: null,
    incomplete_details: reason === null ? null : { reason },
    model: twist.model ?? question.model,
    output: [responseItem(reply, twist)],
    ...usageOf(reply, twist, (input, output) => ({
      input_tokens: input,
      output_tokens: output,
      total_tokens: input + output,
      input_tokens_details: { cached_tokens: 0 },
    })),
  };
}

function responseItem(reply: Reply, twist: Twist): object {
  if (twist.finish === 'tool-call') return { type: 'function_call', call_id: 'call_1', ...tool };
  const part =
    twist.finish === 'refusal'
      ? { type: 'refusal', refusal }
      : { type: 'output_text', text: contentOf(reply, twist) ?? '', annotations: [] };
  return { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [part] };
}

function messages(question: Question, reply: Reply, twist: Twist): object {
  const reasons = {
    length: 'max_tokens',
    refusal: 'refusal',
    filter: 'refusal',
    'tool-call': 'tool_use',
  };
  return {
    id: `msg_${question.sequence}`,
    type: 'message',
    role: 'assistant',
    model: twist.model ?? question.model,
    content: messageBlocks(reply, twist),
    stop_reason: twist.finish === undefined ? 'end_turn' : reasons[twist.finish],
    stop_sequence: null,
    ...usageOf(reply, twist, (input, output) => ({
      input_tokens: input,
      output_tokens: output,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
    })),
  };
}

function messageBlocks(reply: Reply, twist: Twist): object[] {
  if (twist.finish === 'tool-call') {
    return [{ type: 'tool_use', id: 'toolu_1', name: tool.name, input: { key: 'value' } }];
  }
  const text = twist.finish === 'refusal' ? refusal : contentOf(reply, twist);
  return text === null ? [] : [{ type: 'text', text }];
}

function embeddings({ body, model }: Question): object {
  const texts =
    typeof body['input'] === 'string' ? [body['input']] : listOf(body['input']).map(String);
  return {
    object: 'list',
    model,
    data: texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })),
    usage: { prompt_tokens: texts.join('').length, total_tokens: texts.join('').length },
  };
}

// letters counted by code: texts with the same letters are near each other
function vectorOf(text: string): number[] {
  const counts = Array.from({ length: 16 }, () => 0);
  for (const character of text.toLowerCase()) {
    const at = (character.codePointAt(0) ?? 0) % counts.length;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const length = Math.hypot(...counts) || 1;
  return counts.map((value) => value / length);
}
