import type { JsonObject, Opinion, ScorerPorts, Subject } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { scored, unscored } from '../shape/opinion.ts';
import { ask } from './ask.ts';
import { quietly } from './define-judge.ts';
import { fillPrompt } from './fill-prompt.ts';
import { judgeOptions, seatsOf, type JudgeOptions } from './judge-model.ts';
import { criteriaPrompt } from './prompts/criteria.ts';
import { showSubject } from './show-subject.ts';

/** Options of `criteria`. */
export interface CriteriaOptions extends JudgeOptions {
  /** Each criterion by a name of its own. */
  readonly criteria: Readonly<Record<string, string>>;
}

const options: z.ZodType<CriteriaOptions> = z.strictObject({
  ...judgeOptions,
  criteria: z
    .record(z.string().regex(/^[a-z0-9][a-z0-9_-]*$/), z.string().min(1))
    .refine((criteria) => Object.keys(criteria).length > 0, 'name at least one criterion')
    .describe('each criterion by a name of its own, as { polite: "The answer is polite." }'),
});

/** The share of criteria that a model finds met, and a score for each of them. */
export const criteria: Scorer<
  CriteriaOptions,
  Promise<Opinion | readonly Opinion[]>
> = defineScorer({
  type: 'criteria',
  summary:
    'The share of criteria that a model finds met, with a score of its own for each criterion.',
  options,
  needs: ['complete', 'nonce'],
  binary: () => false,
  example: {
    options: {
      criteria: { polite: 'The answer is polite.', short: 'The answer has at most two sentences.' },
      model: { provider: 'anthropic', model: 'claude-haiku-4-5' },
    },
    output: 'Gladly: within 30 days.',
  },
  prepare: (given) => {
    const names = Object.keys(given.criteria);
    const form = { schema: formOf(names), reader: readerOf(names) };
    return (subject, ports) => quietly(() => judgeAll(given, { subject, form, names }, ports));
  },
});

type Findings = Readonly<
  Record<string, { readonly reason: string; readonly verdict: 'met' | 'not met' }>
>;

interface Work {
  readonly subject: Subject;
  readonly form: { readonly schema: JsonObject; readonly reader: z.ZodType<Findings> };
  readonly names: readonly string[];
}

async function judgeAll(
  given: CriteriaOptions,
  { subject, form, names }: Work,
  ports: ScorerPorts,
): Promise<Opinion | readonly Opinion[]> {
  const prompt = (): string =>
    fillPrompt(given.prompt ?? criteriaPrompt, {
      ...showSubject(subject, ports, { expected: 'optional' }),
      criteria: Object.entries(given.criteria)
        .map(([name, text]) => `- ${name}: ${text}`)
        .join('\n'),
      menu: '- met\n- not met',
    });
  const asked = await Promise.all(
    seatsOf(given).map((seat) => ask(seat, { ...form, prompt: prompt() }, ports)),
  );
  const findings = asked.filter((each) => each !== undefined);
  if (findings.length * 2 <= asked.length)
    return unscored('The judge gave no verdict on every criterion');
  const each = names.map((name) => decide(name, findings));
  const shares = each.flatMap((opinion) => (opinion.kind === 'scored' ? [opinion.value] : []));
  if (shares.length < each.length) return [unscored('The judges disagree on a criterion'), ...each];
  return [scored(shares.reduce((sum, share) => sum + share, 0) / shares.length), ...each];
}

function decide(name: string, findings: readonly Findings[]): Opinion {
  const met = findings.filter((finding) => finding[name]?.verdict === 'met');
  const unmet = findings.filter((finding) => finding[name]?.verdict === 'not met');
  if (met.length === unmet.length) return { ...unscored('The judges disagree'), scorer: name };
  const winners = met.length > unmet.length ? met : unmet;
  const agreement =
    findings.length === 1 ? undefined : { agreement: winners.length / findings.length };
  const reason = winners[0]?.[name]?.reason;
  return { ...scored(met.length > unmet.length ? 1 : 0, reason, agreement), scorer: name };
}

function formOf(names: readonly string[]): JsonObject {
  const one = {
    type: 'object',
    properties: {
      reason: { type: 'string' },
      verdict: { type: 'string', enum: ['met', 'not met'] },
    },
    required: ['reason', 'verdict'],
    additionalProperties: false,
  };
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, one])),
    required: names,
    additionalProperties: false,
  };
}

function readerOf(names: readonly string[]): z.ZodType<Findings> {
  const one = z.strictObject({ reason: z.string(), verdict: z.enum(['met', 'not met']) });
  return z.strictObject(Object.fromEntries(names.map((name) => [name, one])));
}
