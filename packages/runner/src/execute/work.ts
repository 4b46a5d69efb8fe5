import type { OpenTarget, Plan } from '@pawl/core';

import type { CachedCalls } from '../cache/ask-cached.ts';
import type { AskWorld } from '../calls/ask.ts';
import type { CallControl } from '../calls/call-control.ts';
import { callLimits, laneKey, narrowest, type CallLimits } from '../calls/call-limits.ts';
import type { EventOutbox } from './event-outbox.ts';
import type { ExecuteIo } from './execute-io.ts';
import type { StopSignals } from './stop-signals.ts';
import { TargetDoubt } from './target-doubt.ts';

/** Everything that the trials of one run share. */
export interface Work {
  readonly plan: Plan;
  readonly io: ExecuteIo;
  readonly outbox: EventOutbox;
  readonly stops: StopSignals;
  readonly control: CallControl;
  readonly targets: ReadonlyMap<string, WorkTarget>;
  readonly cached: CachedCalls;
}

/** A target with the lane that its calls take. */
export interface WorkTarget extends AskWorld {
  readonly open: OpenTarget;
  readonly doubt: TargetDoubt;
}

/** The target of each name, with its lane. */
export function workTargets(
  opened: ReadonlyMap<string, OpenTarget>,
  { plan, io, control }: Pick<Work, 'plan' | 'io' | 'control'>,
): ReadonlyMap<string, WorkTarget> {
  const { clock, random } = io;
  const targets = new Map<string, WorkTarget>();
  const limits = limitsByLane(plan);
  for (const target of plan.parts.flatMap((part) => part.targets)) {
    const open = opened.get(target.name);
    if (open === undefined || targets.has(target.name)) continue;
    const lane = control.lane(laneKey(target), limits.get(laneKey(target)) ?? callLimits(target));
    targets.set(target.name, { open, lane, control, clock, random, doubt: new TargetDoubt() });
  }
  return targets;
}

/** Targets that share a lane share the narrowest of their limits. */
function limitsByLane(plan: Plan): ReadonlyMap<string, CallLimits> {
  const limits = new Map<string, CallLimits>();
  for (const target of plan.parts.flatMap((part) => part.targets)) {
    const known = limits.get(laneKey(target));
    const own = callLimits(target);
    limits.set(laneKey(target), known === undefined ? own : narrowest(known, own));
  }
  return limits;
}
