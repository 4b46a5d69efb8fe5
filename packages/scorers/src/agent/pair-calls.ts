import { canonicalText, type ToolCall } from '@pawl/core';

import { NoOpinion } from '../shape/opinion.ts';
import { isCall, type ArgumentMatch, type ReferenceCall } from './calls.ts';

/** How many calls can have a partner of their own in the other list, as many as there can be. */
export function countPairs(
  calls: readonly ToolCall[],
  references: readonly ReferenceCall[],
  match: ArgumentMatch,
): number {
  const made = Map.groupBy(calls, ({ name }) => name);
  let pairs = 0;
  for (const [name, wanted] of Map.groupBy(references, (reference) => reference.name)) {
    const mine = made.get(name) ?? [];
    const strict = wanted.filter((each) => each.arguments !== undefined && match !== 'ignore');
    const exact = strict.length === 0 ? 0 : count[match](mine, strict);
    // Who asks for the name alone takes what the others have left.
    pairs += exact + Math.min(mine.length - exact, wanted.length - strict.length);
  }
  return pairs;
}

type Count = (calls: readonly ToolCall[], references: readonly ReferenceCall[]) => number;

const count: Readonly<Record<ArgumentMatch, Count>> = {
  ignore: (calls, references) => Math.min(calls.length, references.length),
  exact: countEqual,
  subset: countHolding,
};

function countEqual(calls: readonly ToolCall[], references: readonly ReferenceCall[]): number {
  const left = new Map<string, number>();
  for (const call of calls) {
    const key = canonicalText(call.arguments);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  let pairs = 0;
  for (const reference of references) {
    const key = canonicalText(reference.arguments ?? null);
    const free = left.get(key) ?? 0;
    if (free > 0) pairs += 1;
    left.set(key, free - 1);
  }
  return pairs;
}

const mostTried = 40_000;

// A reference that several calls satisfy must not take the only one of another: augmenting paths.
function countHolding(calls: readonly ToolCall[], references: readonly ReferenceCall[]): number {
  if (calls.length * references.length > mostTried)
    throw new NoOpinion(
      'There are too many calls of one tool to pair them by part of their arguments',
    );
  const fits = references.map((reference) =>
    calls.flatMap((call, at) => (isCall(call, reference, 'subset') ? [at] : [])),
  );
  const taken = new Map<number, number>();
  const place = (reference: number, tried: Set<number>): boolean =>
    (fits[reference] ?? []).some((call) => {
      if (tried.has(call)) return false;
      tried.add(call);
      const holder = taken.get(call);
      if (holder !== undefined && !place(holder, tried)) return false;
      taken.set(call, reference);
      return true;
    });
  return references.filter((_, at) => place(at, new Set())).length;
}
