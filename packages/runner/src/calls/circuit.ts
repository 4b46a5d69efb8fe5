/** Opens when a provider that had answered goes silent, and lets one probe through every five seconds. */
export class Circuit {
  #streak = 0;
  readonly #failing = new Set<number>();
  #openedAt: number | undefined;
  #probeAt = 0;
  #probing = false;

  get open(): boolean {
    return this.#openedAt !== undefined;
  }

  /** Whether the last call that ended brought no answer. */
  get inDoubt(): boolean {
    return this.#streak > 0;
  }

  /** When a call may leave: now while closed, at the next probe while open. */
  readyAt(now: number): number {
    if (!this.open) return now;
    return this.#probing ? Number.POSITIVE_INFINITY : this.#probeAt;
  }

  /** A call leaves; while open it is the probe. */
  entered(): void {
    if (this.open) this.#probing = true;
  }

  /** The provider answered, if only to object. */
  answered(): void {
    this.#streak = 0;
    this.#failing.clear();
    this.#openedAt = undefined;
    this.#probing = false;
  }

  /** No answer to a call of the trial with this index. */
  failed(
    trial: number,
    now: number,
    { mayOpen }: { readonly mayOpen: boolean } = { mayOpen: true },
  ): void {
    this.#probing = false;
    this.#streak += 1;
    if (this.#failing.size < failingTrials) this.#failing.add(trial);
    if (this.open) {
      this.#probeAt = now + probeEveryMs;
    } else if (mayOpen && this.#streak >= failuresToOpen && this.#failing.size >= failingTrials) {
      this.#openedAt = now;
      this.#probeAt = now + probeEveryMs;
    }
  }

  /** The probe was dropped before it could tell anything. */
  dropped(): void {
    this.#probing = false;
  }

  /** Milliseconds since it opened. */
  openFor(now: number): number {
    return this.#openedAt === undefined ? 0 : now - this.#openedAt;
  }
}

const failuresToOpen = 5;
const failingTrials = 3;
const probeEveryMs = 5000;
