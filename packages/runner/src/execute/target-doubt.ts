import type { Fault } from '@pawl/core';

/**
 * Whether one target can answer at all: not when its model is missing, nor when the provider refuses
 * the form of the request for each of the first three cases. A target that answered once can.
 */
export class TargetDoubt {
  #fault: Fault | undefined;
  #answered = false;
  readonly #refused = new Set<string>();

  /** Set once asking again is pointless. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  answered(): void {
    this.#answered = true;
  }

  faulted(caseId: string, fault: Fault): void {
    if (this.#fault !== undefined || this.#answered) return;
    if (fault.code === 'bad-request') this.#refused.add(caseId);
    if (fault.code === 'model-missing' || this.#refused.size >= casesToAgree) {
      const message = `Not asked, since this target cannot answer: ${fault.message}`;
      this.#fault = { code: fault.code, message, attempts: 0 };
    }
  }
}

const casesToAgree = 3;
