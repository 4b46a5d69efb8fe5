import type { WireAnswer } from './classify-response.ts';
import { isJsonObject } from './json-object.ts';

/**
 * A prompt that the provider's filter turned away (Azure: status 400 with the code `content_filter`) is
 * an answered trial. This is the answer that the same filter gives after the fact.
 */
export function readBlockedPrompt(answer: WireAnswer): object | undefined {
  if (answer.status !== 400 || !answer.text.includes('content_filter')) return undefined;
  return codeOf(answer.text) === 'content_filter' ? filtered : undefined;
}

function codeOf(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    const error = isJsonObject(body) ? body['error'] : undefined;
    return isJsonObject(error) ? error['code'] : undefined;
  } catch {
    return undefined; // then it is a fault like any other
  }
}

// both of OpenAI's formats at once: each reader takes its own fields
const filtered = {
  choices: [{ finish_reason: 'content_filter', message: { role: 'assistant', content: '' } }],
  status: 'incomplete',
  incomplete_details: { reason: 'content_filter' },
  output: [],
};
