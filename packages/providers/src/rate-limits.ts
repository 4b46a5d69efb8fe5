import { present } from './present.ts';
import type { HeaderMap } from './retry-after.ts';

/** What a provider says about its limits. */
export interface RateLimits {
  /** Whose limits: vendor and origin, for example `openai https://api.openai.com`. */
  readonly provider: string;
  /** Variable that holds the key in use; left out where none is sent. */
  readonly key?: string;
  readonly requests?: Allowance;
  readonly tokens?: Allowance;
}

/** One limit, as far as it is known. */
export interface Allowance {
  readonly limit?: number;
  readonly remaining?: number;
  /** Milliseconds until it is full again. */
  readonly resetMs?: number;
}

/** Reads OpenAI's `x-ratelimit-*` and Anthropic's `anthropic-ratelimit-*` headers. */
export function readRateLimits(
  headers: HeaderMap,
  now: Date,
): Pick<RateLimits, 'requests' | 'tokens'> | undefined {
  if (!Object.keys(headers).some((name) => name.includes('ratelimit-'))) return undefined;
  const requests = readAllowance(headers, 'requests', now);
  const tokens = readAllowance(headers, 'tokens', now);
  if (requests === undefined && tokens === undefined) return undefined;
  return present({ requests, tokens });
}

function readAllowance(
  headers: HeaderMap,
  what: 'requests' | 'tokens',
  now: Date,
): Allowance | undefined {
  const read = (part: string) =>
    headers[`x-ratelimit-${part}-${what}`] ?? headers[`anthropic-ratelimit-${what}-${part}`];
  const allowance = present({
    limit: readCount(read('limit')),
    remaining: readCount(read('remaining')),
    resetMs: readReset(read('reset'), now),
  });
  return Object.keys(allowance).length === 0 ? undefined : allowance;
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function readReset(text: string | undefined, now: Date): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(trimmed)) {
    const at = Date.parse(trimmed);
    return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
  }
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/.test(trimmed)) return undefined;
  const parts = trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g);
  return Array.from(parts, ([, count, unit]) => Number(count) * factor(unit)).reduce(
    (sum, part) => sum + part,
    0,
  );
}

function factor(unit: string | undefined): number {
  return Object.entries(unitMs).find(([name]) => name === unit)?.[1] ?? 0;
}
