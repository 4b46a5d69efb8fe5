import { plannedTrials, type PlannedTrial } from '@pawl/core';

import { faultedEvent, takenOver } from './finished-event.ts';
import { runTrial } from './run-trial.ts';
import type { Work, WorkTarget } from './work.ts';

/** Runs the trials of a plan: first those under suspicion, one by one; then each lane its own, side by side. */
export async function carryOut(work: Work): Promise<void> {
  await runSuspects(work);
  const lanes = new Set([...work.targets.values()].map((target) => target.lane));
  await Promise.all([...lanes].map((lane) => runLane(work, (target) => target.lane === lane)));
}

async function runSuspects(work: Work): Promise<void> {
  const { suspect } = work.io;
  if (suspect === undefined) return;
  for (const trial of openTrials(work)) {
    const target = work.targets.get(trial.target.name);
    if (work.stops.soft.aborted) return;
    if (target !== undefined && suspect(trial.index)) await runTrial(trial, target, work);
  }
}

function* openTrials({ plan, io }: Work): Generator<PlannedTrial> {
  for (const trial of plannedTrials(plan)) {
    if (io.done?.(trial.index) !== true) yield trial;
  }
}

/** Takes trials from the plan as places come free; what cannot be asked any more is faulted, cheaply. */
async function runLane(work: Work, mine: (target: WorkTarget) => boolean): Promise<void> {
  const window = new TrialWindow(Math.max(begun, work.io.concurrency * 2));
  for (const trial of openTrials(work)) {
    const target = work.targets.get(trial.target.name);
    if (target === undefined || !mine(target)) continue;
    if (work.io.suspect?.(trial.index) === true) continue;
    await window.place();
    if (work.stops.soft.aborted) break;
    const replayed = work.io.replay?.(trial);
    const refusal = target.lane.stopFault ?? target.doubt.fault ?? work.control.spending.refuse();
    if (replayed !== undefined) window.hold(work.outbox.push(takenOver(trial, replayed)));
    else if (refusal === undefined) window.hold(runTrial(trial, target, work));
    else window.hold(work.outbox.push(faultedEvent(trial, refusal)));
  }
  await window.empty();
}

/** Trials that are begun ahead, so that their records share writes and syncs; more of them would only grow old in memory. */
const begun = 64;

/** Bounds how many trials are begun and not yet finished. */
class TrialWindow {
  readonly #size: number;
  #held = 0;
  #freed = Promise.withResolvers<void>();
  #failure: { readonly cause: unknown } | undefined;

  constructor(size: number) {
    this.#size = size;
  }

  async place(): Promise<void> {
    while (this.#held >= this.#size && this.#failure === undefined) await this.#freed.promise;
    this.#rethrow();
  }

  hold(trial: Promise<void>): void {
    this.#held += 1;
    trial.then(
      () => this.#release(),
      (cause: unknown) => {
        this.#failure ??= { cause };
        this.#release();
      },
    );
  }

  async empty(): Promise<void> {
    while (this.#held > 0) await this.#freed.promise;
    this.#rethrow();
  }

  #release(): void {
    this.#held -= 1;
    const freed = this.#freed;
    this.#freed = Promise.withResolvers<void>();
    freed.resolve();
  }

  #rethrow(): void {
    if (this.#failure !== undefined) throw this.#failure.cause;
  }
}
