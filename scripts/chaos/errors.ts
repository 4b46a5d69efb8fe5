import type { ErrorShape } from './plan.ts';
import type { Api } from './question.ts';

interface Words {
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
}

const openai: Readonly<Record<ErrorShape, Words>> = {
  rate: { type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached.' },
  quota: {
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'You exceeded your current quota, please check your plan and billing details.',
  },
  spend: {
    type: 'project_spend_limit_reached',
    code: 'project_spend_limit_reached',
    message: 'Limit.',
  },
  overloaded: { type: 'server_error', code: 'slow_down', message: 'The engine is overloaded.' },
  server: { type: 'server_error', code: null, message: 'The server had an error.' },
  auth: {
    type: 'invalid_request_error',
    code: 'invalid_api_key',
    message: 'Incorrect API key provided.',
  },
  model: {
    type: 'invalid_request_error',
    code: 'model_not_found',
    message: 'The model does not exist or you do not have access to it.',
  },
  context: {
    type: 'invalid_request_error',
    code: 'context_length_exceeded',
    message: "This model's maximum context length is 8192 tokens.",
  },
  'bad-request': { type: 'invalid_request_error', code: null, message: 'Bad parameter.' },
};

const anthropic: Readonly<Record<ErrorShape, Omit<Words, 'code'>>> = {
  rate: { type: 'rate_limit_error', message: 'This request would exceed your rate limit.' },
  quota: { type: 'invalid_request_error', message: 'Your credit balance is too low.' },
  spend: { type: 'billing_error', message: 'Your workspace has reached its spend limit.' },
  overloaded: { type: 'overloaded_error', message: 'Overloaded' },
  server: { type: 'api_error', message: 'Internal server error' },
  auth: { type: 'authentication_error', message: 'invalid x-api-key' },
  model: { type: 'not_found_error', message: 'model: no-such-model' },
  context: { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000' },
  'bad-request': { type: 'invalid_request_error', message: 'temperature: out of range' },
};

/** An error body as the API that was asked would write it. */
export function errorBody(api: Api, shape: ErrorShape, message?: string): string {
  if (api === 'messages') {
    const words = anthropic[shape];
    return JSON.stringify({
      type: 'error',
      error: { ...words, message: message ?? words.message },
      request_id: 'req_chaos',
    });
  }
  const words = openai[shape];
  return JSON.stringify({ error: { ...words, message: message ?? words.message, param: null } });
}

/** The shape that goes with a status where the plan names none. */
export function shapeOfStatus(status: number): ErrorShape {
  if (status === 401 || status === 403) return 'auth';
  if (status === 402) return 'spend';
  if (status === 404) return 'model';
  if (status === 413) return 'context';
  if (status === 429) return 'rate';
  if (status === 529) return 'overloaded';
  return status >= 500 ? 'server' : 'bad-request';
}
