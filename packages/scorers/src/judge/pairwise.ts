import type { Json, Opinion, ScorerPorts, Subject } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, type Scorer } from '../shape/define-scorer.ts';
import { scored, unscored } from '../shape/opinion.ts';
import { acceptedAnswers, isTexts } from '../text/text-options.ts';
import { ask, type Question } from './ask.ts';
import { quietly } from './define-judge.ts';
import { fence } from './fence.ts';
import { fillPrompt } from './fill-prompt.ts';
import { judgeOptions, seatsOf, type JudgeOptions, type Seat } from './judge-model.ts';
import { pairwisePrompt } from './prompts/pairwise.ts';
import { showTranscript } from './show-transcript.ts';
import { rulingReader, rulingSchema, writeMenu, type Menu, type Ruling } from './verdict-menu.ts';

/** Options of `pairwise`. */
export interface PairwiseOptions extends JudgeOptions {
  /** The answer to compare with; the case's `expected` by default. */
  readonly against?: string;
  /** What makes an answer better. */
  readonly criterion?: string;
}

const options: z.ZodType<PairwiseOptions> = z.strictObject({
  ...judgeOptions,
  against: z
    .string()
    .min(1)
    .describe("the answer to compare with; default: the case's expected")
    .exactOptional(),
  criterion: z.string().min(1).describe('what makes an answer better').exactOptional(),
});

const menu: Menu = [
  { name: 'first', value: 1, means: 'the first answer is better' },
  { name: 'second', value: 0, means: 'the second answer is better' },
  { name: 'tie', value: 0.5, means: 'neither is better' },
];
const values = new Map(menu.map(({ name, value }) => [name, value]));
const form = { schema: rulingSchema(menu), reader: rulingReader(menu) };

/** Whether the output is better than another answer, asked in both orders: 1 better, 0 worse, 0.5 a tie or order alone. */
export const pairwise: Scorer<PairwiseOptions, Promise<Opinion>> = defineScorer({
  type: 'pairwise',
  summary:
    'A model prefers the output to the expected answer in both orders (0.5: a tie, or the order decided).',
  options,
  needs: ['complete', 'nonce'],
  binary: () => false,
  example: {
    options: {
      criterion: 'The shorter correct answer is better.',
      model: { provider: 'openai', model: 'gpt-5-mini' },
    },
    output: 'Within 30 days.',
    expected: 'You may return the goods within a period of thirty days.',
  },
  prepare: (given) => (subject, ports) => quietly(() => compareBoth(given, subject, ports)),
});

async function compareBoth(
  given: PairwiseOptions,
  subject: Subject,
  ports: ScorerPorts,
): Promise<Opinion> {
  const others = acceptedAnswers(given.against, subject.expected);
  if (!isTexts(others)) return others;
  if (subject.output.text.trim() === '' && showTranscript(subject.output) !== undefined)
    return unscored('The output has no text to compare: its calls can be judged by a rubric');
  const other = others[0] ?? '';
  const seats = seatsOf(given);
  const asked = await Promise.all(
    seats.map((seat) => bothOrders({ given, subject, other, seat }, ports)),
  );
  const answers = asked.filter((each) => each !== undefined);
  if (answers.length * 2 <= seats.length)
    return unscored('The judge gave no verdict from the menu in both orders');
  const value = answers.reduce((sum, each) => sum + each.value, 0) / answers.length;
  const consistent = answers.filter((each) => each.consistent).length / answers.length;
  return scored(value, answers[0]?.reason, {
    consistent,
    ...(answers.length === 1 ? {} : { agreement: agreementOf(answers) }),
    orders: answers.map((each) => each.orders),
  });
}

/** The share of the jurors who give the value that most of them give. */
function agreementOf(answers: readonly BothOrders[]): number {
  const counts = [...Map.groupBy(answers, ({ value }) => value).values()];
  return Math.max(...counts.map(({ length }) => length)) / answers.length;
}

interface Pairing {
  readonly given: PairwiseOptions;
  readonly subject: Subject;
  readonly other: string;
  readonly seat: Seat;
}

interface BothOrders {
  readonly value: number;
  readonly consistent: boolean;
  readonly reason: string;
  readonly orders: Json;
}

async function bothOrders(pairing: Pairing, ports: ScorerPorts): Promise<BothOrders | undefined> {
  const { given, subject, other, seat } = pairing;
  const mine = subject.output.text;
  const there = await ask(
    seat,
    toQuestion(given, { subject, first: mine, second: other }, ports),
    ports,
  );
  const back = await ask(
    seat,
    toQuestion(given, { subject, first: other, second: mine }, ports),
    ports,
  );
  if (there === undefined || back === undefined) return undefined;
  const forward = values.get(there.verdict) ?? 0.5;
  const swapped = 1 - (values.get(back.verdict) ?? 0.5);
  const consistent = forward === swapped;
  const reason = consistent
    ? there.reason
    : `the order decided: ${there.verdict}, then ${back.verdict}`;
  return {
    value: consistent ? forward : 0.5,
    consistent,
    reason,
    orders: [there.verdict, back.verdict],
  };
}

interface Shown {
  readonly subject: Subject;
  readonly first: string;
  readonly second: string;
}

function toQuestion(
  given: PairwiseOptions,
  { subject, first, second }: Shown,
  ports: ScorerPorts,
): Question<Ruling> {
  const input = typeof subject.input === 'string' ? subject.input : JSON.stringify(subject.input);
  const prompt = fillPrompt(given.prompt ?? pairwisePrompt, {
    criterion: given.criterion ?? '',
    input: fence(input, ports),
    output: fence(first, ports),
    other: fence(second, ports),
    menu: writeMenu(menu),
  });
  return { ...form, prompt };
}
