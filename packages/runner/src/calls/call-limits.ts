import type { Target } from '@pawl/core';

/** What one lane allows. */
export interface CallLimits {
  /** Most calls in flight at once; left out: as many as the run allows. */
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  /** Grows from a small start and falls at a 429; false for what runs on this machine. */
  readonly adaptive: boolean;
}

/** Which calls share their limits: those of one provider with one key. */
export function laneKey(target: Target): string {
  switch (target.provider) {
    case 'openai':
    case 'anthropic':
      return modelLaneKey(target);
    case 'http':
      return `http ${originOf(target.url)}`;
    case 'command':
    case 'module':
    case 'recorded':
      return `${target.provider} ${target.name}`;
  }
}

/** The lane of a model's calls, whether a target's or a judge's. */
export function modelLaneKey(model: {
  readonly provider: string;
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
}): string {
  return [model.provider, model.baseUrl, model.apiKeyEnv]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** The limits that a target's configuration asks for. */
export function callLimits(target: Target): CallLimits {
  const remote = ['openai', 'anthropic', 'http'].includes(target.provider);
  const { concurrency, requestsPerMinute, tokensPerMinute } = target;
  return {
    adaptive: remote,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
  };
}

/** Limits that keep to both of two. */
export function narrowest(a: CallLimits, b: CallLimits): CallLimits {
  return {
    adaptive: a.adaptive || b.adaptive,
    ...least('concurrency', a, b),
    ...least('requestsPerMinute', a, b),
    ...least('tokensPerMinute', a, b),
  };
}

type Amount = 'concurrency' | 'requestsPerMinute' | 'tokensPerMinute';

function least(name: Amount, a: CallLimits, b: CallLimits): Pick<CallLimits, Amount> {
  const amounts = [a[name], b[name]].filter((amount) => amount !== undefined);
  return amounts.length === 0 ? {} : { [name]: Math.min(...amounts) };
}

/** The origin of a URL; what is no URL is given back. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
