import type { Fault, FaultCode } from '@pawl/core';

import { counted, duration } from '../numbers.ts';
import { own, quote, say } from '../phrase.ts';
import type { Wording } from './wording.ts';

/** A fault in words: its kind and what the machine said, then what to do. */
export function phraseFault(fault: Fault): Wording {
  const tries =
    fault.attempts === undefined || fault.attempts < 2
      ? ''
      : ` after ${counted(fault.attempts, 'attempt')}`;
  const status = fault.status === undefined ? '' : `, HTTP ${fault.status}`;
  const asked =
    fault.retryAfterMs === undefined ? '' : `, asked to wait ${duration(fault.retryAfterMs)}`;
  return {
    message: say`${own(`${faultWords[fault.code].name} (${fault.code}${status})${tries}${asked}`)}: ${quote(fault.message)}`,
    hint: own(faultWords[fault.code].hint),
  };
}

/** What to do about a kind of fault; nothing for a kind that is not ours. */
export function faultHint(kind: string): string | undefined {
  return isFaultCode(kind) ? faultWords[kind].hint : undefined;
}

/** Recognises a kind of fault. */
export function isFaultCode(kind: string): kind is FaultCode {
  return Object.hasOwn(faultWords, kind);
}

const faultWords: Readonly<Record<FaultCode, { readonly name: string; readonly hint: string }>> = {
  timeout: {
    name: 'No answer in time',
    hint: 'Raise the timeout of the target, or lower the concurrency.',
  },
  'rate-limited': {
    name: 'Rate limit',
    hint: 'Lower the concurrency, or set requestsPerMinute for the target.',
  },
  overloaded: { name: 'The provider is overloaded', hint: 'Try again later.' },
  connection: {
    name: 'The connection broke',
    hint: "Check the network and the target's address.",
  },
  truncated: { name: 'The answer was cut off on the way', hint: 'Try again.' },
  'server-error': { name: "The provider's server failed", hint: 'Try again later.' },
  'bad-response': {
    name: 'The response was not what the provider promises',
    hint: 'Check that baseUrl is the API and not a web page or a proxy.',
  },
  'too-large': {
    name: 'Too large',
    hint: 'Shorten the prompt or the input, or make the target answer with less.',
  },
  auth: {
    name: 'The provider refused the key',
    hint: 'Set a valid key in the variable that the target names in apiKeyEnv.',
  },
  quota: {
    name: 'The quota is used up',
    hint: 'Add credit at the provider, or use another key.',
  },
  'bad-request': {
    name: 'The provider refused the request',
    hint: "Check the target's parameters and the prompt; the same request will be refused again.",
  },
  'model-missing': {
    name: 'The provider does not have the model',
    hint: "Check the target's model name and baseUrl, and that the key may use it.",
  },
  tls: {
    name: 'The connection is not trustworthy',
    hint: 'Check the certificate of the host; it is never ignored.',
  },
  dns: { name: 'The host was not found', hint: "Check the target's address and the network." },
  'provider-down': {
    name: 'The provider is down',
    hint: 'Wait until it is back, then resume the run.',
  },
  'target-threw': {
    name: 'The target threw an error',
    hint: 'Mend the target; it should answer, or refuse in words.',
  },
  'target-exited': {
    name: 'The command ended with an error',
    hint: "Run the target's command by hand with this input.",
  },
  'output-not-json': {
    name: 'The output was not JSON',
    hint: 'Write one JSON document, or plain text, to stdout and nothing else.',
  },
  'no-recording': {
    name: 'Nothing was recorded for this trial',
    hint: 'Record the missing row, or plan fewer trials.',
  },
  'crashed-runner': {
    name: 'The process died during this trial',
    hint: 'Resume the run; if it dies again, run this case alone.',
  },
  cancelled: { name: 'Cancelled before it was answered', hint: 'Resume the run.' },
  'over-budget': {
    name: 'The budget was spent',
    hint: 'Raise budget.maxCost or run fewer cases.',
  },
  'cache-miss': {
    name: 'Not in the cache',
    hint: 'Run with --cache use, so that what is missing is asked.',
  },
};
