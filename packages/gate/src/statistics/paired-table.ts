/** A paired two-by-two table of passes: baseline beside candidate. */
export interface PairedTable {
  readonly bothPass: number;
  readonly lost: number;
  readonly gained: number;
  readonly bothFail: number;
}
