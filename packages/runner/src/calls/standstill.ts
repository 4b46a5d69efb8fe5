/** Why a provider is not asked at this moment, although there is something to ask. */
export interface Standstill {
  /** The first word of its lane: vendor or kind of target. */
  readonly provider: string;
  /** It went silent, it asked us to wait, or the limits that the configuration sets let nobody go. */
  readonly why: 'silent' | 'limited' | 'own-limit';
  /** Milliseconds until the next call may leave. */
  readonly forMs: number;
}
