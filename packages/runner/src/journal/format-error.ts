/** A journal that a newer Pawl wrote. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly format: number;
  readonly harness: string;

  constructor(format: number, harness: string) {
    super(`This run has format ${format}, written by Pawl ${harness}; this Pawl reads format 1`);
    this.format = format;
    this.harness = harness;
  }
}
