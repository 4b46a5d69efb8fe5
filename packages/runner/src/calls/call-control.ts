import type { StopReason } from '@pawl/core';

import type { CallLimits } from './call-limits.ts';
import { Lane } from './lane.ts';
import { Places } from './places.ts';
import { Spending } from './spending.ts';

/** What all calls of a run share: places, money, and one lane a provider and key. */
export class CallControl {
  readonly places: Places;
  readonly spending: Spending;
  /** Told whatever belongs into the record but to no single trial. */
  onNote: (code: string, message: string) => void = () => undefined;
  readonly #world: CallWorld;
  readonly #lanes = new Map<string, Lane>();

  constructor(world: CallWorld) {
    this.#world = world;
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

  /** Lets nobody wait any longer: those who do are turned away. */
  close(): void {
    for (const lane of this.#lanes.values()) lane.close();
  }

  /** Why work was stopped before its end, when it was. */
  get stopped(): StopReason | undefined {
    for (const lane of this.#lanes.values()) {
      if (lane.stopReason !== undefined) return lane.stopReason;
    }
    return this.spending.exhausted ? 'budget' : undefined;
  }
}

/** What call control needs of the world. */
export interface CallWorld {
  /** Most calls in flight at once. */
  readonly concurrency: number;
  readonly maxCostUsd?: number;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
}
