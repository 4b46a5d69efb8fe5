import { faultTraits, type Fault, type StopReason } from '@pawl/core';

import { AdaptiveLimit } from './adaptive-limit.ts';
import { backoffMs, isUnreachable, retryRules, validRetryAfter } from './backoff.ts';
import type { CallLimits } from './call-limits.ts';
import { Circuit } from './circuit.ts';
import { MinuteWindow } from './minute-window.ts';
import type { Places } from './places.ts';
import type { Standstill } from './standstill.ts';

/** What a lane needs of its surroundings. */
export interface LaneWorld {
  readonly places: Places;
  readonly concurrency: number;
  readonly clock: () => number;
  readonly random: () => number;
  readonly onNote: (code: string, message: string) => void;
}

/** What somebody who asked to enter is told. */
export type Entry =
  | { readonly kind: 'in'; readonly call: OpenCall }
  | { readonly kind: 'closed' }
  | { readonly kind: 'stopped'; readonly fault: Fault };

/** A call in flight. */
export interface OpenCall {
  readonly sentAt: number;
  readonly setTokens: (actual: number) => void;
}

/** The calls of one provider and key: how many at once, how many a minute, and when none at all. */
export class Lane {
  readonly key: string;
  readonly #world: LaneWorld;
  readonly #limit: AdaptiveLimit;
  readonly #circuit = new Circuit();
  readonly #requests: MinuteWindow | undefined;
  readonly #tokens: MinuteWindow | undefined;
  #waiting: Waiting[] = [];
  #active = 0;
  #closed: Closed = 'to nobody';
  #stopFault: Fault | undefined;
  #reached = false;
  #pausedUntil = 0;
  #pauseRound = 0;
  #pauseSetAt = Number.NEGATIVE_INFINITY;
  #comingBack = 0;
  #lowered = false;
  #objectingSince: number | undefined;
  #exhaustedTrials = 0;
  #tokensSeen = 0;
  #tokenAnswers = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #wake = (): void => this.#letIn();

  constructor(key: string, limits: CallLimits, world: LaneWorld) {
    this.key = key;
    this.#world = world;
    const ceiling = Math.min(limits.concurrency ?? world.concurrency, world.concurrency);
    this.#limit = new AdaptiveLimit(ceiling, limits);
    this.#requests = windowOf(limits.requestsPerMinute);
    this.#tokens = windowOf(limits.tokensPerMinute);
  }

  /** Whether anybody got an answer here. */
  get reached(): boolean {
    return this.#reached;
  }

  /** Set once no further call can succeed. */
  get stopFault(): Fault | undefined {
    return this.#stopFault;
  }

  get stopReason(): StopReason | undefined {
    return this.#stopFault === undefined ? undefined : stopReasonOf(this.#stopFault);
  }

  /** Whether a failure now says more about the provider than about the trial. */
  get suspended(): boolean {
    return this.#circuit.open;
  }

  /** Set while nobody is let in: the provider is silent or asked us to wait, or our own limits say so. */
  get standstill(): Standstill | undefined {
    const now = this.#world.clock();
    const { open } = this.#circuit;
    const [provider = ''] = this.key.split(' ');
    const until = (why: Standstill['why'], at: number): Standstill => ({
      provider,
      why,
      forMs: Number.isFinite(at) ? Math.max(0, at - now) : 0,
    });
    if (open) return until('silent', this.#circuit.readyAt(now));
    if (this.#pausedUntil > now) return until('limited', this.#pausedUntil);
    const own = this.#ownReadyAt(now);
    return own > now && this.#waiting.length > 0 ? until('own-limit', own) : undefined;
  }

  /** Waits for a place; who was in before goes first. */
  enter({
    first,
    patient,
  }: {
    readonly first: boolean;
    readonly patient: boolean;
  }): Promise<Entry> {
    return new Promise((tell) => {
      if (first) this.#comingBack -= 1;
      if (first) this.#waiting.unshift({ tell, first, patient });
      else this.#waiting.push({ tell, first, patient });
      this.#letIn();
    });
  }

  /** The call brought an answer; its place is kept until `leave`. */
  answered(call: OpenCall, tokens: number | undefined): void {
    this.#reached = true;
    this.#pauseRound = 0;
    this.#objectingSince = undefined;
    this.#circuit.answered();
    this.#note(() => this.#limit.succeeded());
    if (tokens !== undefined) {
      this.#tokensSeen += tokens;
      this.#tokenAnswers += 1;
      call.setTokens(tokens);
    }
  }

  /** The call of the trial with index `trial` brought none. */
  failed(call: OpenCall, fault: Fault, trial: number): void {
    const now = this.#world.clock();
    if (faultTraits[fault.code].wait) this.#objected(call, fault, now);
    else if (isSilence(fault)) this.#silent(trial, now, fault);
    else this.#circuit.answered();
    if (stopsLane(fault)) this.stop(fault);
    this.leave();
  }

  /** The call was dropped by us. */
  dropped(): void {
    this.#circuit.dropped();
    this.leave();
  }

  /** Who was in will ask to enter again. */
  comesBack(): void {
    this.#comingBack += 1;
  }

  /** A trial used up its attempts. Where nobody was ever answered, that soon means the provider. */
  gaveUp(fault: Fault): void {
    if (this.#reached || !isSilence(fault)) return this.#letIn();
    this.#exhaustedTrials += 1;
    if (isUnreachable(fault) || this.#exhaustedTrials >= trialsToDoubtProvider) {
      this.stop(fault.code === 'dns' ? fault : { ...fault, code: 'provider-down' });
    }
    this.#letIn();
  }

  /** Lets nobody in for so long; what is in flight goes on. */
  pause(ms: number): void {
    const until = this.#world.clock() + Math.min(ms, retryRules.maxWaitMs);
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** Turns away everybody who waits, and whoever comes later. */
  stop(fault: Fault): void {
    this.#stopFault ??= fault;
    this.#letIn();
  }

  /** From now on only the patient get in, or nobody. */
  close(to: Exclude<Closed, 'to nobody'>): void {
    this.#closed = this.#closed === 'to all' ? 'to all' : to;
    this.#letIn();
  }

  #turnAway(entry: Entry, who: (waiting: Waiting) => boolean): void {
    const away = this.#waiting.filter(who);
    this.#waiting = this.#waiting.filter((waiting) => !who(waiting));
    for (const { tell } of away) tell(entry);
  }

  #letIn(): void {
    const fault = this.#stopFault;
    if (this.#closed !== 'to nobody') {
      this.#turnAway({ kind: 'closed' }, ({ patient }) => !patient || this.#closed === 'to all');
    }
    if (fault !== undefined) this.#turnAway({ kind: 'stopped', fault }, () => true);
    while (this.#waiting.length > 0 && this.#active < this.#limit.limit && !this.#mustWait) {
      const now = this.#world.clock();
      const at = this.#readyAt(now);
      if (at > now) return this.#lookAgain(at - now);
      if (!this.#world.places.tryTake()) {
        return this.#world.places.wakeWhenFree(this.#wake);
      }
      this.#admit(now);
    }
    if (this.#waiting.length === 0) clearTimeout(this.#timer);
  }

  /**
   * After a call without an answer, those in flight tell whether it was the provider; where nobody was
   * ever answered, those that are tried again do.
   */
  get #hesitates(): boolean {
    if (!this.#circuit.inDoubt) return false;
    if (this.#reached) return this.#active > 0;
    return this.#comingBack > 0 && this.#waiting[0]?.first !== true;
  }

  get #mustWait(): boolean {
    return this.#hesitates || this.#probes;
  }

  #admit(now: number): void {
    this.#active += 1;
    this.#circuit.entered();
    this.#requests?.take(now, 1);
    const setTokens = this.#tokens?.take(now, this.#expectedTokens) ?? (() => undefined);
    this.#waiting.shift()?.tell({ kind: 'in', call: { sentAt: now, setTokens } });
  }

  #readyAt(now: number): number {
    return Math.max(this.#pausedUntil, this.#circuit.readyAt(now), this.#ownReadyAt(now));
  }

  /** When requests and tokens a minute let the next call go. */
  #ownReadyAt(now: number): number {
    return Math.max(
      this.#requests?.readyAt(now, 1) ?? now,
      this.#tokens?.readyAt(now, this.#expectedTokens) ?? now,
    );
  }

  #lookAgain(afterMs: number): void {
    clearTimeout(this.#timer);
    if (Number.isFinite(afterMs)) this.#timer = setTimeout(this.#wake, Math.ceil(afterMs));
  }

  /** Gives the call's place to another. */
  leave(): void {
    this.#active -= 1;
    this.#world.places.giveBack();
    this.#letIn();
  }

  /** Before the first answer nobody knows how many tokens a call takes: one call finds it out. */
  get #probes(): boolean {
    return this.#tokens !== undefined && !this.#reached && this.#active > 0;
  }

  get #expectedTokens(): number {
    return this.#tokenAnswers === 0 ? 0 : this.#tokensSeen / this.#tokenAnswers;
  }

  #objected(call: OpenCall, fault: Fault, now: number): void {
    this.#circuit.answered();
    this.#note(() => this.#limit.objected(call.sentAt, now));
    this.#objectingSince ??= now;
    if (now - this.#objectingSince > retryRules.maxWaitMs) this.stop(fault);
    const asked = validRetryAfter(fault.retryAfterMs);
    if (asked !== undefined && asked <= retryRules.maxWaitMs) {
      this.#pausedUntil = Math.max(this.#pausedUntil, now + asked);
      return;
    }
    if (call.sentAt < this.#pauseSetAt) return;
    this.#pauseSetAt = now;
    const pause = backoffMs(this.#pauseRound, this.#world.random());
    if (this.#pauseRound > 0) this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
    this.#pauseRound += 1;
  }

  #silent(trial: number, now: number, fault: Fault): void {
    this.#limit.failed();
    const wasOpen = this.#circuit.open;
    this.#circuit.failed(trial, now, { mayOpen: this.#reached });
    if (!wasOpen && this.#circuit.open) {
      this.#world.onNote('provider-silent', `${this.key} no longer answers: ${fault.message}`);
    }
    if (this.#circuit.openFor(now) > retryRules.maxWaitMs) {
      this.stop({ ...fault, code: 'provider-down' });
    }
  }

  #note(change: () => void): void {
    const before = this.#limit.limit;
    change();
    const after = this.#limit.limit;
    const words = `${this.key}: ${before} to ${after} calls at once`;
    if (after < before) {
      this.#world.onNote('limit-lowered', words);
      this.#lowered = true;
    } else if (this.#lowered && after > before && after === this.#limit.ceiling) {
      this.#world.onNote('limit-recovered', words);
      this.#lowered = false;
    }
  }
}

/** Whom a lane lets in no more; the impatient are those whose trial has no answer yet. */
type Closed = 'to nobody' | 'to the impatient' | 'to all';

interface Waiting {
  readonly tell: (entry: Entry) => void;
  readonly first: boolean;
  readonly patient: boolean;
}

const trialsToDoubtProvider = 3;

const silence = new Set(['connection', 'dns', 'timeout', 'server-error']);
const isSilence = (fault: Fault): boolean => silence.has(fault.code);

const laneStops = new Set(['auth', 'quota', 'tls']);
const stopsLane = (fault: Fault): boolean => laneStops.has(fault.code);

const windowOf = (amount: number | undefined): MinuteWindow | undefined =>
  amount === undefined ? undefined : new MinuteWindow(amount);

const ownReasons = new Set<string>([
  'auth',
  'quota',
  'rate-limited',
  'tls',
  'dns',
] satisfies StopReason[]);

const hasOwnReason = (code: string): code is 'auth' | 'quota' | 'rate-limited' | 'tls' | 'dns' =>
  ownReasons.has(code);

const stopReasonOf = ({ code }: Fault): StopReason => (hasOwnReason(code) ? code : 'provider-down');
