import type { Arm, ArmCase } from './arm.ts';

/** Two arms joined case by case. Only cases that are the same on both sides can speak. */
export interface Pairing {
  readonly pairs: readonly CasePair[];
  /** Ids in the candidate only, and in the baseline only. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Same id, other content. */
  readonly changed: readonly string[];
}

/** One case on both sides. */
export interface CasePair {
  readonly before: ArmCase;
  readonly after: ArmCase;
  /** The request is the same, so the true difference is 0. */
  readonly shared: boolean;
}

/** Joins two arms by case id and content; `transparent`: equal requests mean equal behaviour. */
export function pairCases(
  baseline: Arm,
  candidate: Arm,
  options: { readonly transparent: boolean },
): Pairing {
  const pairs: CasePair[] = [];
  const added: string[] = [];
  const changed: string[] = [];
  for (const after of candidate.cases) {
    const before = baseline.byId.get(after.id);
    if (before === undefined) added.push(after.id);
    else if (before.hash !== after.hash) changed.push(after.id);
    else pairs.push({ before, after, shared: options.transparent && isSameRequest(before, after) });
  }
  const removed = baseline.cases.filter((one) => !candidate.byId.has(one.id)).map((one) => one.id);
  return { pairs, added, removed, changed };
}

/** Whether both sides ask the very same question. */
export function isSameRequest(before: ArmCase, after: ArmCase): boolean {
  return before.request !== undefined && before.request === after.request;
}
