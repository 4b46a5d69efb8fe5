import type { ModelTarget, Usage } from '@pawl/core';

import type { ProviderHost } from './provider-host.ts';

type Price = NonNullable<ModelTarget['price']>;

/** What an answer cost. */
export type PriceUsage = (usage: Usage | undefined, model: string) => number | undefined;

/** US dollars by the price that the configuration gives, else by the built-in table; unknown is left out. */
export async function openPrices(
  spec: { readonly provider: string; readonly price?: Price },
  host: ProviderHost,
): Promise<PriceUsage> {
  const own = spec.price;
  if (own !== undefined) return (usage) => priceAt(own, usage);
  const { calcPrice } = await import('@pydantic/genai-prices');
  const known = new Map<string, Price | undefined>();
  return (usage, model) => {
    if (!known.has(model)) known.set(model, lookUp(model));
    const price = known.get(model);
    return price === undefined ? undefined : priceAt(price, usage);
  };

  function lookUp(model: string): Price | undefined {
    const options = { providerId: spec.provider, timestamp: host.now() };
    const found = calcPrice({ input_tokens: 1, output_tokens: 1 }, model, options)?.model_price;
    const input = rate(found?.['input_mtok']);
    const output = rate(found?.['output_mtok']);
    if (input === undefined || output === undefined) return undefined;
    const cachedInput = rate(found?.['cache_read_mtok']);
    return { input, output, ...(cachedInput !== undefined && { cachedInput }) };
  }
}

// a price that depends on the length is taken at its highest: a budget must not be passed unseen
function rate(price: unknown): number | undefined {
  if (typeof price === 'number') return price;
  if (typeof price !== 'object' || price === null || !('tiers' in price)) return undefined;
  const tiers = Array.isArray(price.tiers) ? price.tiers : [];
  const prices = tiers.map((tier: { readonly price?: unknown }) => Number(tier.price));
  return prices.length > 0 && prices.every(Number.isFinite) ? Math.max(...prices) : undefined;
}

function priceAt(price: Price, usage: Usage | undefined): number | undefined {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return undefined;
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const fresh = usage.inputTokens - cached;
  const input = fresh * price.input + cached * (price.cachedInput ?? price.input);
  return (input + usage.outputTokens * price.output) / 1_000_000;
}
