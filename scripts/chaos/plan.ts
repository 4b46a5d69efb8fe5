/** What the server does: how it answers, and which requests go wrong. The first rule that matches wins. */
export interface ChaosPlan {
  readonly seed?: number;
  readonly mode?: Mode;
  /** Milliseconds before each answer: fixed, or log-normal around a median (seeded). */
  readonly latency?: number | { readonly median: number; readonly sigma: number };
  /** `canned`: answer by case id or by the exact text of the last user message. */
  readonly canned?: Readonly<Record<string, string>>;
  /** `corpus`: JSONL file with `id` and `text`; the row named in the prompt is the answer. */
  readonly corpus?: string;
  /** Judges: a regular expression; the honest verdict on a candidate is whether it matches. */
  readonly passWhen?: string;
  /** The only key that is let in; left out: any. */
  readonly key?: string;
  /** Headers of every answer, for example rate limits. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly rules?: readonly Rule[];
}

/** How a good answer's text is made. */
export type Mode =
  | 'hash'
  | 'echo'
  | 'canned'
  | 'corpus'
  | 'judge-honest'
  | 'judge-gullible'
  | 'judge-echo'
  | 'judge-prose'
  | 'judge-range';

/** One kind of trouble, and when it strikes. */
interface Rule {
  readonly match?: Match;
  /** From 0 to 1; drawn by seed, case and attempt, so the order of requests changes nothing. */
  readonly probability?: number;
  /** How often at most. */
  readonly times?: number;
  readonly do: Deed;
}

/** All that is given must hold. */
export interface Match {
  readonly path?: string;
  readonly model?: string;
  readonly caseId?: string;
  /** A text that the model is shown. */
  readonly says?: string;
  /** The request with this number since the last reset, from 1. */
  readonly nth?: number;
  /** Every request whose number is a multiple of this. */
  readonly every?: number;
  /** This attempt at the same case and trial, from 1. */
  readonly attempt?: number;
  /** Milliseconds since the last reset: from (included) to (excluded). */
  readonly between?: readonly [number, number];
}

/** What is done instead of a plain good answer. */
export type Deed =
  | {
      readonly kind: 'status';
      readonly code: number;
      /** `{now+4s}` in a value becomes an HTTP date. */
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly shape?: ErrorShape;
    }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'hang-headers' }
  | { readonly kind: 'hang-body'; readonly at?: number }
  | { readonly kind: 'drip'; readonly ms: number; readonly bytes?: number }
  | { readonly kind: 'reset-before' }
  | { readonly kind: 'close-before' }
  | { readonly kind: 'close-after' }
  | { readonly kind: 'reset-mid'; readonly at?: number }
  | { readonly kind: 'cut'; readonly at: number; readonly how?: Cut }
  | {
      readonly kind: 'body';
      readonly what: BodyTrick;
      readonly mb?: number;
      readonly shape?: ErrorShape;
    }
  | { readonly kind: 'sse'; readonly what: SseTrick; readonly at?: number }
  | { readonly kind: 'redirect'; readonly to: string; readonly code?: number }
  | { readonly kind: 'refuse'; readonly ms: number }
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> };

/** How a cut answer ends: short of its length, a broken chunked body, or cleanly. */
export type Cut = 'length' | 'chunked' | 'clean';

/** Error bodies of both providers. */
export type ErrorShape =
  | 'rate'
  | 'quota'
  | 'spend'
  | 'overloaded'
  | 'server'
  | 'auth'
  | 'model'
  | 'context'
  | 'bad-request';

/** Answers with status 200 that are not what was asked for. */
export type BodyTrick =
  | 'html'
  | 'empty'
  | 'text'
  | 'empty-content'
  | 'null-content'
  | 'no-choices'
  | 'wrong-shape'
  | 'err200'
  | 'bad-utf8'
  | 'bom'
  | 'nul'
  | 'dup-key'
  | 'huge'
  | 'gzip-bomb'
  | 'gzip'
  | 'wrong-model'
  | 'length'
  | 'refusal'
  | 'filter'
  | 'tool-call'
  | 'no-usage'
  | 'negative-usage';

/** Streams that are not as they should be. */
export type SseTrick =
  | 'no-finish'
  | 'no-done'
  | 'error-event'
  | 'bad-json'
  | 'split-mid-character'
  | 'crlf'
  | 'comments'
  | 'comments-only'
  | 'reset-at';

const kinds: ReadonlySet<string> = new Set<Deed['kind']>([
  'status',
  'delay',
  'hang-headers',
  'hang-body',
  'drip',
  'reset-before',
  'close-before',
  'close-after',
  'reset-mid',
  'cut',
  'body',
  'sse',
  'redirect',
  'refuse',
  'headers',
]);

/** Reads a plan; throws for a deed that does not exist, so that no test passes by a slip of the pen. */
export function readPlan(text: string): ChaosPlan {
  const plan: ChaosPlan = JSON.parse(text);
  for (const rule of plan.rules ?? []) {
    if (!kinds.has(rule.do?.kind)) throw new Error(`No such deed: ${JSON.stringify(rule.do)}`);
  }
  return plan;
}
