import type { Json, Opinion } from '@pawl/core';
import type { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { unscored } from '../shape/opinion.ts';
import type { Question } from './ask.ts';
import { fillPrompt } from './fill-prompt.ts';
import { seatsOf, type JudgeModel, type JudgeOptions } from './judge-model.ts';
import { showSubject } from './show-subject.ts';
import { rulingReader, rulingSchema, writeMenu, type Menu, type Ruling } from './verdict-menu.ts';
import { vote } from './vote.ts';

/** A scorer that asks a model. */
export type Judge<O extends JudgeOptions> = Scorer<O, Promise<Opinion>>;

/** The parts that make a judge. */
export interface JudgeParts<O extends JudgeOptions> {
  readonly type: string;
  readonly summary: string;
  readonly options: z.ZodType<O>;
  readonly example: Readonly<Record<string, Json>>;
  readonly prompt: string;
  readonly menu: (options: O) => Menu;
  /** Placeholders that come from the options. */
  readonly fill?: (options: O) => Readonly<Record<string, string>>;
  /** Whether the case must have an expected answer; without a word it is shown where there is one. */
  readonly expected?: 'required' | 'optional';
  /** Path to the context, where the judge needs one. */
  readonly context?: (options: O) => string;
}

/** Makes a judge: the prompt is filled, every text fenced, each seat asked, and the votes counted. */
export function defineJudge<O extends JudgeOptions>(parts: JudgeParts<O>): Judge<O> {
  return defineScorer({
    type: parts.type,
    summary: parts.summary,
    options: parts.options,
    needs: ['complete', 'nonce'],
    binary: (given) => parts.menu(given).every(({ value }) => value === 0 || value === 1),
    example: {
      options: { ...parts.example, model: exampleModel },
      output: 'You can return it within 30 days.',
    },
    prepare: (given) => {
      const menu = parts.menu(given);
      const form = { schema: rulingSchema(menu), reader: rulingReader(menu) };
      const fixed = { ...parts.fill?.(given), menu: writeMenu(menu) };
      const context = parts.context?.(given);
      return async (subject, ports) => {
        if (parts.expected === 'required' && subject.expected === undefined) {
          return unscored('The case has no `expected` to judge by');
        }
        const question = (): Question<Ruling> => {
          const shown = showSubject(subject, ports, {
            expected: parts.expected ?? 'optional',
            ...(context === undefined ? {} : { context }),
          });
          return {
            ...form,
            prompt: fillPrompt(given.prompt ?? parts.prompt, { ...fixed, ...shown }),
          };
        };
        return quietly(() => vote(seatsOf(given), { question, menu }, ports));
      };
    },
  });
}

const exampleModel: JudgeModel & Readonly<Record<string, string>> = {
  provider: 'anthropic',
  model: 'claude-haiku-4-5',
};

/** A judge that could not be asked has no opinion, and says why. */
export async function quietly<T>(run: () => Promise<T>): Promise<T | Opinion> {
  try {
    return await run();
  } catch (error) {
    return unscored(
      `The judge could not be asked: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
