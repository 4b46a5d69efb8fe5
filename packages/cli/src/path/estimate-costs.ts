import type { Message, ModelTarget, Plan, PlanPart, Target } from '@pawl/core';
import { openPrices, type ProviderHost } from '@pawl/providers';
import { requestMaker } from '@pawl/runner';

import { pairKey } from './pair-key.ts';

const sampledCases = 50;
const charactersPerToken = 4; // of English text, OpenAI's rule of thumb
const guessedAnswerTokens = 300;

/** US dollars of a set on a target, as far as can be told before; `undefined` where no price is known. */
export type CostEstimate = (set: string, target: string) => number | undefined;

/** Estimates what each set costs on each target, from the length of its rendered prompts. */
export async function estimateCosts(
  room: { readonly host: ProviderHost },
  plan: Plan,
): Promise<CostEstimate> {
  const estimates = new Map<string, number>();
  for (const part of plan.parts) {
    for (const target of part.targets) {
      const cost = await estimateCell(part, target, room.host);
      if (cost !== undefined) estimates.set(pairKey(part.set.name, target.name), cost);
    }
  }
  return (set, target) => estimates.get(pairKey(set, target));
}

async function estimateCell(
  part: PlanPart,
  target: Target,
  host: ProviderHost,
): Promise<number | undefined> {
  if (target.provider === 'recorded') return 0;
  if (target.provider !== 'openai' && target.provider !== 'anthropic') return undefined;
  const priceOf = await openPrices(target, host);
  const trials = part.cases.reduce((sum, planned) => sum + planned.trials, 0);
  const usage = { inputTokens: meanInputTokens(part, target), outputTokens: answerTokens(target) };
  const one = priceOf(usage, target.model);
  return one === undefined ? undefined : one * trials;
}

function meanInputTokens(part: PlanPart, target: ModelTarget): number {
  const make = requestMaker();
  const sample = part.cases.slice(0, sampledCases);
  const lengths = sample.map(({ case: evalCase }) => {
    const { messages = [] } = make(target, { set: part.set.name, case: evalCase }).request;
    return messages.reduce((sum, message) => sum + lengthOf(message), 0);
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return Math.ceil(total / Math.max(1, sample.length) / charactersPerToken);
}

const lengthOf = ({ content, toolCalls }: Message): number =>
  (content?.length ?? 0) + (toolCalls === undefined ? 0 : JSON.stringify(toolCalls).length);

/** The most that may be answered, where that is set. */
const answerTokens = ({ params }: ModelTarget): number =>
  params?.maxOutputTokens ?? guessedAnswerTokens;
