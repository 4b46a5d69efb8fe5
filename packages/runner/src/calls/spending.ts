import type { Fault } from '@pawl/core';

/** What a run has paid so far, held against its budget. */
export class Spending {
  readonly #limit: number | undefined;
  #earlier = 0;
  #spent = 0;
  #priced = 0;
  #hasRefused = false;

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

  /** Whether a call was refused: what was under way when the money was spent is answered all the same. */
  get hasRefused(): boolean {
    return this.#hasRefused;
  }

  /** The fault of a call that may not be paid for any more; the call counts as refused. */
  refuse(): Fault | undefined {
    if (this.#limit === undefined || this.#total < this.#limit) return undefined;
    this.#hasRefused = true;
    const limit = this.#limit.toFixed(this.#limit < 0.1 ? 4 : 2);
    const message = `Not asked: $${this.#total.toFixed(4)} are spent, the budget is $${limit}`;
    return { code: 'over-budget', message };
  }
}
