/** How many calls may be in flight: grows until the provider objects, halves, and recovers. */
export class AdaptiveLimit {
  /** Where it stops growing. */
  readonly ceiling: number;
  #limit: number;
  #quick: boolean;
  /** Up to where quick growth may go on after a decrease that was not called for. */
  #quickTo: number;
  #secondChance = true;
  #successes = 0;
  #holdGrowth = 0;
  #decreasedAt = Number.NEGATIVE_INFINITY;
  #answersSince = 0;
  #objectionsSince = 0;

  constructor(ceiling: number, options: { readonly adaptive: boolean }) {
    this.ceiling = Math.max(1, ceiling);
    this.#limit = options.adaptive ? Math.min(this.ceiling, firstLimit) : this.ceiling;
    this.#quick = options.adaptive;
    this.#quickTo = this.ceiling;
  }

  get limit(): number {
    return this.#limit;
  }

  /** A call came back with an answer. */
  succeeded(): void {
    this.#answersSince += 1;
    if (this.#holdGrowth > 0) {
      this.#holdGrowth -= 1;
      return;
    }
    this.#successes += 1;
    this.#regainQuickGrowth();
    if (this.#quick) this.#grow(this.#quickTo);
    else if (this.#successes % successesPerStep === 0) this.#grow(this.ceiling);
  }

  /** The provider failed by itself: no growth until it has answered for a while. */
  failed(): void {
    this.#holdGrowth = successesPerStep;
  }

  /**
   * The provider objected to a call that left at `sentAt`. Calls that left before the last decrease
   * tell nothing new; and where few are turned away, fewer calls at once would not help.
   */
  objected(sentAt: number, now: number): void {
    if (sentAt < this.#decreasedAt) return;
    this.#answersSince += 1;
    this.#objectionsSince += 1;
    const first = this.#decreasedAt === Number.NEGATIVE_INFINITY;
    if (!first && this.#fewObjections) return;
    if (!first && this.#quick) this.#secondChance = false;
    this.#quickTo = this.#limit;
    this.#quick = false;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#decreasedAt = now;
    this.#successes = 0;
    this.#answersSince = 0;
    this.#objectionsSince = 0;
  }

  get #fewObjections(): boolean {
    return this.#objectionsSince <= Math.max(1, this.#answersSince * toleratedShare);
  }

  #regainQuickGrowth(): void {
    if (this.#quick || !this.#secondChance || this.#answersSince < successesPerStep) return;
    this.#quick = this.#fewObjections && this.#limit < this.#quickTo;
  }

  #grow(most: number): void {
    this.#limit = Math.max(this.#limit, Math.min(most, this.#limit + 1));
    if (this.#limit >= this.#quickTo) this.#quick = false;
  }
}

const firstLimit = 32;
const successesPerStep = 20;
const toleratedShare = 0.2;
