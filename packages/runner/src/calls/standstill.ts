/** Why a provider is not asked at this moment, although there is something to ask. */
export interface Standstill {
  /** The first word of its lane: vendor or kind of target. */
  readonly provider: string;
  /** It went silent, or it asked us to wait. */
  readonly why: 'silent' | 'limited';
  /** Milliseconds until the next call may leave. */
  readonly forMs: number;
}
