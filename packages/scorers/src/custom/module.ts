import type { Opinion, ScorerPorts, Subject } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { unscored } from '../shape/opinion.ts';
import { readAnswer } from './read-answer.ts';

/** Options of `module`. */
export interface ModuleOptions {
  /** Path of the module, relative to the set's folder; its default export is the scorer. */
  readonly module: string;
  /** Whether it only ever gives 0 or 1. */
  readonly binary?: boolean;
}

const options: z.ZodType<ModuleOptions> = z.strictObject({
  module: z.string().min(1).describe("path of the module, relative to the set's folder"),
  binary: z.boolean().describe('true: it only ever gives 0 or 1; default false').exactOptional(),
});

/**
 * A scorer of your own: the default export of a module, called with `{ input, output, expected }` and more.
 * It gives 0..1, a truth value, an opinion, `{ name, score, metadata }`, or a list of these.
 */
export const module: Scorer<ModuleOptions, Promise<Opinion | readonly Opinion[]>> = defineScorer({
  type: 'module',
  summary:
    'What the default export of your module says: 0 to 1, a truth value, or a score (the autoevals shape too).',
  options,
  short: shortFor('module'),
  binary: (given) => given.binary === true,
  needs: ['loadModule'],
  example: { options: { module: './scorers/tone.ts' }, output: 'Hello.' },
  prepare: (given) => (subject, ports) => askModule(given, subject, ports),
});

async function askModule(
  { module: path }: ModuleOptions,
  subject: Subject,
  ports: ScorerPorts,
): Promise<Opinion | readonly Opinion[]> {
  const loaded = await ports.loadModule?.(path);
  if (!isFunction(loaded)) return unscored(`${path} has no function as its default export`);
  const frozen = structuredClone(subject);
  const given = {
    input: frozen.input,
    output: frozen.output.text,
    expected: frozen.expected,
    case: frozen.case,
    subject: frozen,
    signal: ports.signal,
  };
  return readAnswer(await loaded(given));
}

function isFunction(value: unknown): value is (given: object) => unknown {
  return typeof value === 'function';
}
