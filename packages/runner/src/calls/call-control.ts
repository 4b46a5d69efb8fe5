import type { Billed, JudgeCalls, StopReason } from '@pawl/core';

import { originOf, type CallLimits } from './call-limits.ts';
import { Lane } from './lane.ts';
import { Places } from './places.ts';
import { Spending } from './spending.ts';
import type { Standstill } from './standstill.ts';

/** What all calls of a run share: places, money, and one lane a provider and key. */
export class CallControl {
  readonly places: Places;
  readonly spending: Spending;
  /** Most calls in flight at once. */
  readonly concurrency: number;
  /** Told whatever belongs into the record but to no single trial. */
  onNote: (code: string, message: string) => void = () => undefined;
  readonly #world: CallWorld;
  #untold: readonly CallNote[];
  readonly #lanes = new Map<string, Lane>();
  #judges: JudgeCalls | undefined;
  #unusable: UnusableAnswers | undefined;

  constructor(world: CallWorld) {
    this.#world = world;
    this.#untold = world.notes ?? [];
    this.concurrency = world.concurrency;
    this.places = new Places(world.concurrency);
    this.spending = new Spending(world.maxCostUsd);
  }

  /** The lane of a provider and key; its limits are set by whoever asks first. */
  lane(key: string, limits: CallLimits): Lane {
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const lane = new Lane(key, limits, {
      ...this.#world,
      places: this.places,
      onNote: (code, message) => this.onNote(code, message),
    });
    this.#lanes.set(key, lane);
    return lane;
  }

  /** With the first call it is told what was known of the world before it. */
  begin(): void {
    const notes = this.#untold;
    this.#untold = [];
    for (const { code, message } of notes) this.onNote(code, message);
  }

  /** Counts one answer of a judge. */
  addJudge(costUsd: number | undefined): void {
    const { calls, costUsd: before } = this.#judges ?? { calls: 0, costUsd: 0 };
    const isKnown = before !== undefined && costUsd !== undefined;
    this.#judges = { calls: calls + 1, ...(isKnown ? { costUsd: before + costUsd } : {}) };
  }

  /** Counts one answer that cannot be used, and is billed all the same. */
  addUnusable({ costUsd }: Billed): void {
    this.spending.add(costUsd);
    const { answers, costUsd: before } = this.#unusable ?? { answers: 0, costUsd: 0 };
    const isKnown = before !== undefined && costUsd !== undefined;
    this.#unusable = { answers: answers + 1, ...(isKnown ? { costUsd: before + costUsd } : {}) };
  }

  /** What was paid for nothing since this was last asked for. */
  takeUnusable(): UnusableAnswers | undefined {
    const unusable = this.#unusable;
    this.#unusable = undefined;
    return unusable;
  }

  /** What was asked of judges since this was last asked for. */
  takeJudges(): JudgeCalls | undefined {
    const judges = this.#judges;
    this.#judges = undefined;
    return judges;
  }

  /** Takes in what a provider says about its limits: where nothing is left, the next call waits. */
  observe(limits: ObservedLimits): void {
    const spent = [limits.requests, limits.tokens].filter(
      (allowance) => allowance?.remaining === 0,
    );
    const waitMs = Math.max(0, ...spent.map((allowance) => allowance?.resetMs ?? 0));
    if (waitMs === 0) return;
    const origin = limits.provider.split(' ')[1];
    for (const [key, lane] of this.#lanes) {
      const [vendor, ...rest] = key.split(' ');
      const same = (part: string): boolean => part === limits.key || originOf(part) === origin;
      if (limits.provider.split(' ')[0] === vendor && rest.every(same)) lane.pause(waitMs);
    }
  }

  /** Turns away those who wait and whoever comes later: all of them, or those whose trial has no answer yet. */
  close(to: 'to all' | 'to the impatient'): void {
    for (const lane of this.#lanes.values()) lane.close(to);
  }

  /** Of the first provider that is not asked at this moment. */
  get standstill(): Standstill | undefined {
    for (const lane of this.#lanes.values()) {
      const { standstill } = lane;
      if (standstill !== undefined) return standstill;
    }
    return undefined;
  }

  /** Why work was stopped before its end, when it was. */
  get stopped(): StopReason | undefined {
    for (const lane of this.#lanes.values()) {
      if (lane.stopReason !== undefined) return lane.stopReason;
    }
    return this.spending.hasRefused ? 'budget' : undefined;
  }
}

/** Answers that nobody could use. */
export interface UnusableAnswers {
  readonly answers: number;
  /** US dollars; left out where the price of one of them is not known. */
  readonly costUsd?: number;
}

/** Something that belongs into the record but to no single trial. */
export interface CallNote {
  readonly code: string;
  readonly message: string;
}

/** What call control needs of the world. */
export interface CallWorld {
  /** What is told with the first call. */
  readonly notes?: readonly CallNote[];
  /** Most calls in flight at once. */
  readonly concurrency: number;
  readonly maxCostUsd?: number;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
}

/** What a provider's headers say about its limits. */
export interface ObservedLimits {
  /** Vendor and origin, for example `openai https://api.openai.com`. */
  readonly provider: string;
  /** Variable that holds the key. */
  readonly key?: string;
  readonly requests?: ObservedAllowance;
  readonly tokens?: ObservedAllowance;
}

/** One limit, as far as it is known. */
export interface ObservedAllowance {
  readonly remaining?: number;
  /** Milliseconds until it is full again. */
  readonly resetMs?: number;
}
