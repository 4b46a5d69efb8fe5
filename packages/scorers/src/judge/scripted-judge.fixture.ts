import type { Completion, ModelRequest, ScorerPorts } from '@pawl/core';

/** A judge's world: its ports, and what was asked of them. */
export interface World {
  readonly ports: ScorerPorts;
  readonly requests: ModelRequest[];
  readonly nonces: string[];
}

/** A judge that answers by script: a text, a whole completion, or an error for each question. */
export function scripted(
  answer: (request: ModelRequest, index: number) => string | Completion,
): World {
  const requests: ModelRequest[] = [];
  const nonces: string[] = [];
  const complete = async (request: ModelRequest): Promise<Completion> => {
    requests.push(request);
    const given = answer(request, requests.length - 1);
    return typeof given === 'string' ? { text: given, finish: 'stop' } : given;
  };
  const nonce = (): string => {
    nonces.push(`${nonces.length}`.padStart(4, '0').repeat(8));
    return nonces.at(-1) ?? '';
  };
  return { ports: { complete, nonce }, requests, nonces };
}

/** A verdict as a judge writes it. */
export const ruling = (verdict: string, reason = 'because'): string =>
  JSON.stringify({ reason, verdict });

/** What the judge was asked. */
export const promptOf = (request: ModelRequest | undefined): string =>
  request?.messages.at(-1)?.content ?? '';
