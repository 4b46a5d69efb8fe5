import type { Baseline, BaselineCase, Waiver } from '@pawl/core';

import { daysBetween } from './days-between.ts';

/** New values that are about to be accepted, beside the old ones and what is waived. */
export interface WaivedAcceptance {
  readonly next: Baseline;
  readonly previous: Baseline | undefined;
  readonly waivers: readonly Waiver[];
  /** ISO date-time of the acceptance. */
  readonly at: string;
}

/** The new values, but for waived cases: these keep what was accepted before, so that no debt is forgotten. */
export function keepWaived({ next, previous, waivers, at }: WaivedAcceptance): Baseline {
  if (previous === undefined) return next;
  const waived = new Set(
    waivers.filter((waiver) => holds(waiver, next, at)).flatMap((waiver) => waiver.cases),
  );
  const keep = (one: BaselineCase): BaselineCase => {
    const old = waived.has(one.case) ? previous.cases.get(one.case) : undefined;
    return old?.hash === one.hash ? old : one;
  };
  const cases = new Map([...next.cases].map(([id, one]) => [id, keep(one)]));
  return { ...next, cases };
}

function holds(waiver: Waiver, { header }: Baseline, at: string): boolean {
  const here = waiver.target === undefined || waiver.target === header.target;
  const left = daysBetween(at.slice(0, 10), waiver.until);
  return waiver.set === header.set && here && left !== undefined && left >= 0;
}
