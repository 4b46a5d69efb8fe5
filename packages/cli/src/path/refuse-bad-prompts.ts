import { UsageError, type Plan, type Problem } from '@pawl/core';
import { checkPrompts } from '@pawl/runner';

/** Renders every prompt once before anything is asked. Throws a `UsageError` with every mistake; gives the warnings. */
export function refuseBadPrompts(plan: Plan): readonly Problem[] {
  const problems = checkPrompts(plan);
  const mistakes = problems.filter((problem) => problem.severity === 'error');
  if (mistakes.length === 0) return problems;
  const places = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
  throw new UsageError('bad-prompt', `The prompts have ${places}. Nothing was run.`, { problems });
}
