import type { Json, JsonObject, Opinion, Subject } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { scored, unscored } from '../shape/opinion.ts';
import type { Check, Rule } from './check.ts';
import { menu } from './menu.ts';

/** Options of `instructions`. */
export interface InstructionsOptions {
  /** What was asked for: `{ words: { max: 100 }, noCommas: true, … }`, or a list of such objects. */
  readonly checks: JsonObject | readonly JsonObject[];
  /** Whether an introduction, a closing line and emphasis marks are forgiven; off by default. */
  readonly loose?: boolean;
  /** Whether all must be followed for a 1, or the share counts; `all` by default. */
  readonly value?: 'all' | 'share';
}

const checks = new Map<string, Check>(Object.entries(menu));
const longest = 200_000;

const one: z.ZodType<JsonObject> = z
  .strictObject(
    Object.fromEntries([...checks].map(([name, { schema }]) => [name, schema.exactOptional()])),
  )
  .refine((given) => Object.keys(given).length > 0, 'name at least one instruction');

const options: z.ZodType<InstructionsOptions> = z.strictObject({
  checks: z
    .union([one, z.array(one).min(1).readonly()])
    .describe(
      'what was asked for, as { words: { max: 100 }, noCommas: true }; a list where one is asked for twice',
    ),
  loose: z
    .boolean()
    .describe('true: a first line, a last line and emphasis marks are forgiven; default false')
    .exactOptional(),
  value: z
    .enum(['all', 'share'])
    .describe('all (default): 1 when every instruction was followed; share: how many of them were')
    .exactOptional(),
});

/** Whether the output follows instructions that a program can verify, as IFEval has them. */
export const instructions: Scorer<InstructionsOptions> = defineScorer({
  type: 'instructions',
  summary:
    'The output follows every verifiable instruction (counts, words, case, layout, language …).',
  options,
  short: (argument) => (isWholeForm(argument) ? argument : shortFor('checks')([argument].flat())),
  binary: ({ value }) => value !== 'share',
  example: {
    options: { checks: { words: { max: 8 }, noCommas: true, endWith: 'Over.' } },
    output: 'All is well here. Over.',
    value: 1,
  },
  prepare: ({ checks: given, loose = false, value = 'all' }) => {
    const rules = [given]
      .flat()
      .flatMap((each) =>
        Object.entries(each).map(([name, argument]) => prepareRule(name, argument)),
      );
    return (subject) => {
      if (subject.output.text.length > longest) return unscored('The output is too long to check');
      const texts = loose ? looseVariants(subject.output.text) : [subject.output.text];
      const problems = rules.map(([name, rule]) => {
        const problem = bestProblem(rule, texts, subject);
        return problem === undefined ? undefined : `${name}: ${problem}`;
      });
      return toOpinion(problems, value);
    };
  },
});

function isWholeForm(argument: Json): boolean {
  return typeof argument === 'object' && argument !== null && 'checks' in argument;
}

function prepareRule(name: string, argument: Json | undefined): readonly [string, Rule] {
  const check = checks.get(name);
  if (check === undefined) throw new Error(`there is no instruction ${name}`);
  return [name, check.prepare(argument ?? null)];
}

// An instruction counts as followed when one of the forgiving readings follows it.
function bestProblem(rule: Rule, texts: readonly string[], subject: Subject): string | undefined {
  let first: string | undefined;
  for (const text of texts) {
    const problem = text.trim() === '' ? 'the output is empty' : rule(text, subject);
    if (problem === undefined) return undefined;
    first ??= problem;
  }
  return first;
}

// The eight readings of IFEval: without the first line, the last, both; each also without stars.
function looseVariants(text: string): readonly string[] {
  const lines = text.split('\n');
  const cut = [lines, lines.slice(1), lines.slice(0, -1), lines.slice(1, -1)];
  const texts = cut.map((each) => each.join('\n').trim());
  return [...texts, ...texts.map((each) => each.replaceAll('*', ''))];
}

function toOpinion(problems: readonly (string | undefined)[], value: 'all' | 'share'): Opinion {
  const found = problems.filter((problem) => problem !== undefined);
  const share = (problems.length - found.length) / problems.length;
  const reason = found.length === 0 ? undefined : found.join('; ');
  return scored(value === 'all' ? Math.floor(share) : share, reason, {
    followed: problems.length - found.length,
    asked: problems.length,
  });
}
