import { lacksExpected } from '../lacks-expected.ts';
import { own, quote, say, code, type Phrase } from '../phrase.ts';

/** One way in which the proof of a guard fails. */
export interface ShownFault {
  readonly side: 'bad' | 'good' | 'empty' | 'parrot';
  readonly how: 'missing' | 'passes' | 'fails' | 'unscored';
  readonly scorer?: string;
  readonly reason?: string;
}

/** The proof of a guard, as it is shown. */
export interface ShownProof {
  readonly set: string;
  readonly case: string;
  readonly state: 'proven' | 'unproven' | 'stale';
  readonly faults: readonly ShownFault[];
}

const outputs = {
  bad: 'the bad output',
  good: 'the good output',
  empty: 'an empty answer',
  parrot: 'an echo of the question',
} as const;

/** A fault of a proof in words. */
export function tellFault({ side, how, scorer, reason }: ShownFault): Phrase {
  if (how === 'missing') return own(`no ${side} output is recorded`);
  if (scorer !== undefined && lacksExpected(reason))
    return say`${code(scorer)} has no expected answer to compare with`;
  const name = scorer === undefined ? own('nothing fails it') : code(scorer);
  const why = reason === undefined ? own('') : say` (${quote(reason)})`;
  const verb = how === 'unscored' ? 'gives no score for' : how;
  if (scorer === undefined && reason !== undefined) return say`${quote(reason)}`;
  return how === 'passes'
    ? say`${name} ${own(`passes ${outputs[side]}`)}`
    : say`${name} ${own(`${verb} ${outputs[side]}`)}${why}`;
}

/** Whether the case would have caught its incident: one sentence, without its first word. */
export function tellProof({ state, faults }: ShownProof): Phrase {
  const told = causeOf(faults);
  if (state === 'proven')
    return own('would have caught it: it fails on the bad output and passes on the good one');
  if (state === 'stale') return own('changed since it was proven: prove it again');
  if (told === undefined) return own('is not proven');
  if (told.side === 'bad' && told.how === 'missing')
    return own('may or may not have caught it: no bad output is recorded');
  if (told.how === 'unscored') return say`is not proven yet: ${tellFault(told)}`;
  if (told.side === 'bad') return say`would not have caught it: ${tellFault(told)}`;
  return say`would have caught it; its proof still fails: ${tellFault(told)}`;
}

/** The fault to mend first: nothing can be said of a guard that has nothing to compare with. */
export function causeOf(faults: readonly ShownFault[]): ShownFault | undefined {
  const bad = faults.find(({ side }) => side === 'bad');
  if (bad !== undefined && !lacksExpected(bad.reason)) return bad;
  return faults.find(({ reason }) => lacksExpected(reason)) ?? faults[0];
}

/** The faults without those that say the same of another output. */
export function distinctFaults(faults: readonly ShownFault[]): readonly ShownFault[] {
  const isFirst = ({ scorer, reason }: ShownFault, at: number): boolean =>
    !lacksExpected(reason) ||
    at === faults.findIndex((one) => one.scorer === scorer && lacksExpected(one.reason));
  return faults.filter(isFirst);
}

/** What mends the proof: the first thing to do. */
export function tellMend(faults: readonly ShownFault[]): Phrase {
  const missing = faults.find(({ how }) => how === 'missing');
  if (missing !== undefined) return own(`Add the ${missing.side} output to the incident's file`);
  const told = causeOf(faults);
  if (lacksExpected(told?.reason))
    return say`Add ${code('expected: …')} to the case: what a right answer says (${code('pawl incident new')} takes it as ${code('--expected "…"')})`;
  const scorer = told?.scorer;
  if (scorer !== undefined && told?.how === 'unscored')
    return say`Give ${code(scorer)} what it needs for a score`;
  if (scorer !== undefined && told?.side === 'good')
    return say`Let ${code(scorer)} accept the good output, or write a good output that it accepts`;
  return own(
    'Let one scorer ask for what a right answer must say, in words that the question does not have',
  );
}
