import {
  didYouMean,
  formatPlace,
  type EvalCase,
  type Plan,
  type PlanPart,
  type Problem,
  type Target,
} from '@pawl/core';

import { type CaseOfSet, promptVariables, requestMaker, variablesOf } from './make-request.ts';
import { PromptProblems, toPromptForm } from './prompt-form.ts';
import { TemplateTrouble } from './template-engine.ts';

/**
 * Renders every prompt of a plan once before anything is run. A mistake is told once a place, with
 * the first case it concerns and how many others; a prompt without any variable is a warning.
 */
export function checkPrompts(plan: Pick<Plan, 'parts'>): Problem[] {
  const make = requestMaker();
  const found = new Map<string, Found>();
  for (const part of plan.parts)
    for (const target of part.targets) checkTarget({ part, target, make, found });
  const targets = [...new Set(plan.parts.flatMap((part) => part.targets))];
  return [...[...found.values()].map(withCount), ...targets.flatMap(samePrompt)];
}

interface Found {
  readonly problem: Problem;
  others: number;
}

interface Check {
  readonly part: PlanPart;
  readonly target: Target;
  readonly make: ReturnType<typeof requestMaker>;
  readonly found: Map<string, Found>;
}

function checkTarget({ part, target, make, found }: Check): void {
  if (target.provider !== 'openai' && target.provider !== 'anthropic' && target.provider !== 'http')
    return;
  for (const { case: evalCase } of part.cases) {
    for (const problem of tryOne(make, target, { set: part.set.name, case: evalCase })) {
      const key = `${target.name} ${problem.code} ${formatPlace(problem.place)}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { problem, others: 0 });
      else known.others += 1;
    }
  }
}

function tryOne(make: Check['make'], target: Target, asked: CaseOfSet): readonly Problem[] {
  try {
    make(target, asked);
    return [];
  } catch (error) {
    if (error instanceof PromptProblems) return error.problems;
    if (error instanceof TemplateTrouble) return [toProblem(error, target, asked.case)];
    throw error;
  }
}

function toProblem(error: TemplateTrouble, target: Target, evalCase: EvalCase): Problem {
  const { place, variable, message } = error;
  const lead = `Prompt of ${target.name}: `;
  const of = `case ${JSON.stringify(evalCase.id)}`;
  if (variable === undefined)
    return { code: 'bad-template', place, message: `${lead}${message} (${of})`, severity: 'error' };
  const known = [...new Set([...promptVariables, ...Object.keys(variablesOf(evalCase))])];
  const isAnswer = variable.split('.')[0] === 'expected';
  const hint = isAnswer ? 'A prompt never sees the expected answer.' : didYouMean(variable, known);
  return {
    code: 'undefined-variable',
    place,
    message: `${lead}\`${variable}\` is not defined for ${of}`,
    hint,
    severity: 'error',
  };
}

function withCount({ problem, others }: Found): Problem {
  if (others === 0) return problem;
  return { ...problem, message: `${problem.message} and ${others} more` };
}

/** The same prompt for every case is hardly ever meant. */
function samePrompt(target: Target): Problem[] {
  if (target.provider !== 'openai' && target.provider !== 'anthropic') return [];
  try {
    const { messages } = toPromptForm(target);
    const contents = (messages ?? []).flatMap(({ content }) => content ?? []);
    if (messages === undefined || contents.some(({ isPlain }) => !isPlain)) return [];
    return [
      {
        code: 'same-prompt',
        place: contents[0]?.place ?? { file: 'pawl.yaml' },
        message: `Target ${target.name}: its prompt has no variable, so every case asks the same`,
        hint: 'Write {{ input }} where the input belongs.',
        severity: 'warning',
      },
    ];
  } catch (error) {
    if (error instanceof PromptProblems || error instanceof TemplateTrouble) return [];
    throw error;
  }
}
