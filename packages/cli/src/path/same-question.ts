import { canonicalText, type EvalCase, type Target } from '@pawl/core';
import { requestMaker, type MadeRequest } from '@pawl/runner';

import type { SetPair } from './tell-edits.ts';

/** An output answers base's question only where head asked the same one of every target. */
export function sameQuestion(
  { before, after }: SetPair,
  targets: readonly Target[],
): (evalCase: EvalCase) => boolean {
  const make = requestMaker();
  return (evalCase) => {
    const now = after.cases.find((one) => one.id === evalCase.id);
    if (now === undefined) return false;
    const plain = (one: EvalCase): string => canonicalText([one.input, one.metadata ?? null]);
    const isPlain = plain(now) === plain(evalCase);
    if (isPlain && canonicalText(now.tags) === canonicalText(evalCase.tags)) return true;
    const ask = (target: Target, one: EvalCase): string | undefined =>
      digestOf(() => make(target, { set: before.name, case: one }));
    return targets.every((target) => {
      if (!isRendered(target)) return isPlain;
      const old = ask(target, evalCase);
      return old !== undefined && old === ask(target, now);
    });
  };
}

/** Whether what a target is asked is rendered from a template, which may also see a case's tags. */
const isRendered = ({ provider }: Target): boolean =>
  provider === 'openai' || provider === 'anthropic' || provider === 'http';

/** Digest of a request; `undefined` where head's template cannot say what base asks. */
function digestOf(make: () => MadeRequest): string | undefined {
  try {
    return make().digest();
  } catch {
    return undefined;
  }
}
