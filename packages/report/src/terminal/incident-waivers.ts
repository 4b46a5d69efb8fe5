import { code, listNames, own, quote, say } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** A waiver that was just written. */
export interface WrittenWaiver {
  readonly file: string;
  readonly set: string;
  readonly cases: readonly string[];
  /** The code of the finding that it waives. */
  readonly waives: string;
  readonly until: string;
}

/** The waivers that were written, and what is left of the verdict. */
export function renderWaivers(
  view: {
    readonly runId: string;
    readonly waivers: readonly WrittenWaiver[];
    readonly left: readonly string[];
  },
  { width, paint }: Canvas,
): string {
  const { waivers, left, runId } = view;
  return stack([
    waivers.flatMap((one) =>
      layOut(
        say`${one.file} ${own('waives')} ${code(one.waives)} of ${one.set} ${own(`until ${one.until}:`)} ${listNames(one.cases)}`,
        { width, mark: '+', markColour: paint.green },
      ),
    ),
    left.flatMap((text) => layOut(quote(text), { width, mark: '!', markColour: paint.yellow })),
    layOut(say`Commit it, and judge again: ${code(`pawl gate ${runId}`)}`, { width, mark: '→' }),
  ]);
}
