import { describe, expect, test } from 'vitest';

import { openPrices } from './price.ts';
import { aHost } from './targets.fixture.ts';

const host = aHost();
const usage = { inputTokens: 1_000_000, outputTokens: 1_000_000 };

describe('a price', () => {
  test('comes from the configuration where it gives one', async () => {
    const priceOf = await openPrices({ provider: 'openai', price: { input: 1, output: 4 } }, host);
    expect(priceOf(usage, 'gpt-4o-mini')).toBe(5);
  });

  // openai.com/api/pricing: gpt-4o-mini 0.15 in, 0.075 cached, 0.60 out; platform.claude.com: haiku 4.5 1 in, 5 out
  test.each([
    ['openai', 'gpt-4o-mini', usage, 0.75],
    ['openai', 'gpt-4o-mini', { ...usage, cachedInputTokens: 1_000_000 }, 0.675],
    ['anthropic', 'claude-haiku-4-5', usage, 6],
  ])('of %s %s comes from the table', async (...[provider, model, used, dollars]) => {
    const priceOf = await openPrices({ provider }, host);
    expect(priceOf(used, model)).toBeCloseTo(dollars, 10);
  });

  test.each([
    ['an unknown model', usage, 'no-such-model'],
    ['unknown usage', undefined, 'gpt-4o-mini'],
    ['half of the usage', { inputTokens: 5 }, 'gpt-4o-mini'],
  ])('is not known for %s, and never 0', async (_, used, model) => {
    const priceOf = await openPrices({ provider: 'openai' }, host);
    expect(priceOf(used, model)).toBeUndefined();
  });

  test('of more cached tokens than there were is that of all of them', async () => {
    const price = { input: 10, cachedInput: 1, output: 0 };
    const priceOf = await openPrices({ provider: 'openai', price }, host);
    const odd = { inputTokens: 1_000_000, cachedInputTokens: 9_000_000, outputTokens: 0 };
    expect(priceOf(odd, 'm')).toBe(1);
  });
});
