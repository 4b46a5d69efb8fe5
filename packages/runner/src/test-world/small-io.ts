import type { Output, Plan, TargetRequest } from '@pawl/core';

import type { ExecuteIo } from '../execute/execute-io.ts';
import { startOf } from './small-plan.ts';

/** How a test's targets answer. */
export type Reply = (
  request: TargetRequest,
  options: { readonly signal: AbortSignal; readonly target: string },
) => Promise<Output> | Output;

/** A world for `execute` in which every target answers as `reply` says. */
export function smallIo(plan: Plan, reply: Reply, options: Partial<ExecuteIo> = {}): ExecuteIo {
  return {
    start: startOf(plan, '20261120-110512-test'),
    open: async (target) => ({
      call: async (request, { signal }) => reply(request, { signal, target: target.name }),
    }),
    request: ({ set, case: { id, input }, trial }) => {
      const messages = [{ role: 'user', content: JSON.stringify(input) }] as const;
      return {
        request: { set: set.name, caseId: id, trial, input, messages },
        messagesText: () => JSON.stringify(messages),
        digest: `request of ${id}`,
      };
    },
    score: async ({ case: { expected } }, { output }) => [
      { kind: 'scored', scorer: 'equals', value: output.text === JSON.stringify(expected) ? 1 : 0 },
    ],
    concurrency: 4,
    signal: new AbortController().signal,
    hardSignal: new AbortController().signal,
    now: () => new Date('2026-11-20T11:05:12.000Z'),
    clock: () => performance.now(),
    random: () => 0,
    ...options,
  };
}

/** The right answer. */
export const echo: Reply = ({ input }) => ({ text: JSON.stringify(input), finish: 'stop' });
