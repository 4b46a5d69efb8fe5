import { formatPlace, type Problem } from '@pawl/core';

import { quote, say } from '../phrase.ts';
import type { Wording } from './wording.ts';

/** A mistake in a definition file: where and what is wrong, then what to write instead. */
export function phraseProblem(problem: Problem): Wording {
  const message = say`${formatPlace(problem.place)}: ${quote(problem.message)}`;
  return problem.hint === undefined ? { message } : { message, hint: quote(problem.hint) };
}
