import { formatPlace, type Problem } from '@pawl/core';

import { count, counted } from '../numbers.ts';
import type { Canvas } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** What stands in the way before anything is run: a message, every mistake with its place, an instruction. */
export interface UsageTrouble {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly problems?: readonly Problem[];
}

/** A usage error on a terminal. */
export function renderUsageError(trouble: UsageTrouble, canvas: Canvas): string {
  const { width, paint } = canvas;
  const hint = trouble.hint === undefined ? [] : layOut(trouble.hint, { width, mark: '→' });
  return stack([
    layOut(trouble.message, { width, mark: '✗', markColour: paint.red, colour: paint.bold }),
    layOutProblems(trouble.problems ?? [], canvas),
    hint,
  ]);
}

/** Every mistake in the user's files, in order of place. */
export function renderProblems(problems: readonly Problem[], canvas: Canvas): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    errors === 0 ? undefined : counted(errors, 'mistake'),
    warnings === 0 ? undefined : counted(warnings, 'warning'),
  ].filter((part) => part !== undefined);
  return stack([layOutProblems(problems, canvas), [canvas.paint.dim(parts.join(', '))]]);
}

const shownOfAKind = 20;

/** The mistakes as lines: at most twenty of a kind, then how many more. */
export function layOutProblems(problems: readonly Problem[], canvas: Canvas): string[] {
  const seen = new Map<string, number>();
  const lines = problems.flatMap((problem) => {
    const many = (seen.get(problem.code) ?? 0) + 1;
    seen.set(problem.code, many);
    return many <= shownOfAKind ? layOutProblem(problem, canvas) : [];
  });
  const more = [...seen].flatMap(([code, many]) =>
    many > shownOfAKind ? [`  … and ${count(many - shownOfAKind)} more of the kind ${code}`] : [],
  );
  return [...lines, ...more.map((line) => canvas.paint.dim(line))];
}

function layOutProblem(problem: Problem, { width, paint }: Canvas): string[] {
  const { message, hint } = problem;
  const colour = problem.severity === 'error' ? paint.red : paint.yellow;
  const place = layOut(formatPlace(problem.place), { width, indent: 2, colour: paint.bold });
  return [
    ...place,
    ...layOut(message, { width, indent: 4, mark: mark(problem), markColour: colour }),
    ...(hint === undefined ? [] : layOut(hint, { width, indent: 4, mark: '→' })),
  ];
}

function mark(problem: Problem): string {
  return problem.severity === 'error' ? '✗' : '!';
}
