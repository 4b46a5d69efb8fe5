import type { Change } from '../history/tell-changes.ts';
import { counted } from '../numbers.ts';
import { code, own, say, type Phrase } from '../phrase.ts';

const letters: Readonly<Record<Change['kind'], string>> = {
  ruler: 'R',
  judge: 'J',
  cases: 'C',
  target: 'T',
  'served-model': 'M',
  gap: '·',
  drift: 'D',
};

/** The letter that stands over a mark. */
export function markLetter(change: Change): string {
  return letters[change.kind];
}

/** What the letters of the charts mean. */
export const letterWords =
  'T another prompt, model or parameter · M another model served · C other cases · R another scorer · J another judge · D the same configuration, other answers · ▲ an incident · a green line with a name: a release · a solid red line: not comparable across it';

/** A change in words. */
export function phraseChange(change: Change): Phrase {
  switch (change.kind) {
    case 'ruler':
      return say`another scorer: ${code(change.was)}, then ${code(change.now)}; not comparable`;
    case 'judge':
      return say`another judge: ${code(change.was)}, then ${code(change.now)}; not comparable`;
    case 'cases':
      return own(
        `cases: ${change.added} added, ${change.removed} removed, ${change.rewritten} rewritten`,
      );
    case 'target':
      return say`another configuration: ${code(change.was)}, then ${code(change.now)}`;
    case 'served-model':
      return say`another model was served: ${code(change.was)}, then ${code(change.now)}`;
    case 'gap':
      return own(`no run for ${counted(change.days, 'day')}`);
    case 'drift':
      return own(
        `same configuration, ${change.flipped} of ${counted(change.cases, 'case')} answered otherwise`,
      );
  }
}
