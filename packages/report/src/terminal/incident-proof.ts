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
  const [first] = faults;
  if (state === 'proven')
    return own('would have caught it: it fails on the bad output and passes on the good one');
  if (state === 'stale') return own('changed since it was proven: prove it again');
  if (first === undefined) return own('is not proven');
  const bad = faults.find(({ side }) => side === 'bad');
  if (bad?.how === 'missing')
    return own('may or may not have caught it: no bad output is recorded');
  if (bad !== undefined) return say`would not have caught it: ${tellFault(bad)}`;
  return say`would have caught it; its proof still fails: ${tellFault(first)}`;
}
