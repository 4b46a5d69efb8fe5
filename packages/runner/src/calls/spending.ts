import type { Fault } from '@pawl/core';

/** What a run has paid so far, held against its budget. */
export class Spending {
  readonly #limit: number | undefined;
  #earlier = 0;
  #spent = 0;
  #priced = 0;

  constructor(limit: number | undefined) {
    this.#limit = limit;
  }

  /** Begins with what earlier processes of the same run paid. */
  startFrom(paidUsd: number): void {
    this.#earlier = paidUsd;
  }

  /** Counts one paid answer; one without a price counts as the mean of those with one. */
  add(costUsd: number | undefined): void {
    if (costUsd === undefined) {
      this.#spent += this.#priced === 0 ? 0 : this.#spent / this.#priced;
      return;
    }
    this.#priced += 1;
    this.#spent += costUsd;
  }

  get #total(): number {
    return this.#earlier + this.#spent;
  }

  /** Whether no further call may be made. */
  get exhausted(): boolean {
    return this.#limit !== undefined && this.#total >= this.#limit;
  }

  /** The fault of a trial that may not be paid for any more. */
  get refusal(): Fault | undefined {
    if (!this.exhausted) return undefined;
    const limit = (this.#limit ?? 0).toFixed(2);
    const message = `Not asked: $${this.#total.toFixed(4)} are spent, the budget is $${limit}`;
    return { code: 'over-budget', message };
  }
}
