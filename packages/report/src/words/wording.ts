import type { Finding, FindingCode } from '@pawl/core';

import type { Phrase } from '../phrase.ts';

/** A finding in words: what happened, then what to do. */
export interface Wording {
  readonly message: Phrase;
  readonly hint?: Phrase;
}

/** The finding with this code. */
export type FindingOf<C extends FindingCode> = Finding extends infer F
  ? F extends { readonly code: infer K }
    ? C extends K
      ? F
      : never
    : never
  : never;
