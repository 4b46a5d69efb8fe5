import type { ModelTarget, Plan, Problem } from '@pawl/core';
import { openPrices, type ProviderHost } from '@pawl/providers';

/** Models whose price nobody knows: a budget cannot hold them, which is said before they are asked. */
export async function unpricedTargets(plan: Plan, host: ProviderHost): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const target of new Set(plan.parts.flatMap(({ targets }) => targets))) {
    if (target.provider !== 'openai' && target.provider !== 'anthropic') continue;
    if (!(await isPriced(target, host))) problems.push(unpriced(target));
  }
  return problems;
}

async function isPriced(target: ModelTarget, host: ProviderHost): Promise<boolean> {
  const priceOf = await openPrices(target, host);
  return priceOf({ inputTokens: 1, outputTokens: 1 }, target.model) !== undefined;
}

const unpriced = ({ name, model }: ModelTarget): Problem => ({
  code: 'price-unknown',
  place: { file: 'pawl.yaml' },
  message: `Target ${name}: the price of ${model} is unknown, so the budget does not hold it`,
  hint: 'Write `price: { input: …, output: … }`, in USD per million tokens; 0 where nothing is paid.',
  severity: 'warning',
});
