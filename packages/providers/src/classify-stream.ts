import type { Fault } from '@pawl/core';

import { readBody, type Answerer, type WireAnswer } from './classify-response.ts';

/**
 * The fault that a stream of Anthropic's events is: an error told in the middle of it, or an end
 * without `message_stop`. Undefined for a whole one.
 */
export function faultOfStream(answer: WireAnswer, who: Answerer, now: Date): Fault | undefined {
  const lines = answer.text.split(/\r\n|\r|\n/);
  const failed = lines.findIndex((line) => /^event: ?error$/.test(line));
  if (failed !== -1) {
    const data = lines.slice(failed).find((line) => line.startsWith('data:')) ?? '';
    const reading = readBody({ ...answer, text: data.slice('data:'.length) }, who, now);
    if (reading.kind === 'fault') return reading.fault;
  }
  if (lines.some((line) => /^event: ?message_stop$/.test(line))) return undefined;
  const message = `${who.name} ended its stream before the message was whole`;
  return { code: 'truncated', status: answer.status, message };
}
