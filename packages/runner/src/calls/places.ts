/** The places for calls in flight that all lanes share. */
export class Places {
  readonly #size: number;
  readonly #wakers = new Set<() => void>();
  #taken = 0;

  constructor(size: number) {
    this.#size = Math.max(1, size);
  }

  /** Takes a place when one is free. */
  tryTake(): boolean {
    if (this.#taken >= this.#size) return false;
    this.#taken += 1;
    return true;
  }

  /** Gives a place back and lets every waiting lane look again, the longest waiting first. */
  giveBack(): void {
    this.#taken -= 1;
    for (const wake of this.#wakers) {
      if (this.#taken >= this.#size) return;
      this.#wakers.delete(wake);
      wake();
    }
  }

  /** `wake` is called once when a place becomes free. */
  wakeWhenFree(wake: () => void): void {
    this.#wakers.add(wake);
  }
}
