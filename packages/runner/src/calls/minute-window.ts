/** Lets no more than `amount` through in any sixty seconds; exact, not on average. */
export class MinuteWindow {
  readonly #amount: number;
  #entries: { readonly at: number; amount: number }[] = [];
  #first = 0;
  #sum = 0;

  constructor(amount: number) {
    this.#amount = amount;
  }

  /** The moment from which `amount` more would fit; one that is larger than the whole window fits an empty one. */
  readyAt(now: number, amount: number): number {
    this.#forget(now);
    let sum = this.#sum;
    for (let index = this.#first; index < this.#entries.length; index += 1) {
      if (sum + amount <= this.#amount) return now;
      const entry = this.#entries[index];
      if (entry === undefined) break;
      sum -= entry.amount;
      if (sum + amount <= this.#amount || index === this.#entries.length - 1) {
        return entry.at + minute;
      }
    }
    return now;
  }

  /** Counts an amount; the entry may be corrected once the true amount is known. */
  take(now: number, amount: number): (actual: number) => void {
    const entry = { at: now, amount };
    this.#entries.push(entry);
    this.#sum += amount;
    return (actual) => {
      if (now > (this.#entries[this.#first]?.at ?? Number.POSITIVE_INFINITY) - 1) {
        this.#sum += actual - entry.amount;
        entry.amount = actual;
      }
    };
  }

  #forget(now: number): void {
    for (;;) {
      const oldest = this.#entries[this.#first];
      if (oldest === undefined || oldest.at + minute > now) break;
      this.#sum -= oldest.amount;
      this.#first += 1;
    }
    if (this.#first > 1024) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }
}

const minute = 60_000;
