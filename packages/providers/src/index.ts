export { closeProviders } from './wire.ts';
export { openEmbed, type Embed } from './embed.ts';
export type { ModelSpec } from './model-spec.ts';
export { openModel } from './open-model.ts';
export { openTarget } from './open-target.ts';
export type { ProviderHost } from './provider-host.ts';
export type { Allowance, RateLimits } from './rate-limits.ts';
export { secretsOf } from './secrets.ts';
export { openPrices, type PriceUsage } from './price.ts';
