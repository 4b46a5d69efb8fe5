import { isIPv4 } from 'node:net';

import { UsageError } from '@pawl/core';

import type { ModelSpec } from './model-spec.ts';
import type { ProviderHost } from './provider-host.ts';
import { defaultKeyVariable } from './secrets.ts';

/** Where a provider is asked, and with which key. */
export interface ModelEndpoint {
  readonly provider: ModelSpec['provider'];
  /** Without its query. */
  readonly baseUrl: string;
  readonly query: Readonly<Record<string, string>>;
  readonly origin: string;
  /** Left out where a server on this machine needs none. */
  readonly key?: string;
  readonly keyVariable: string;
  /** Whether it is the vendor itself (or Azure), not a server that speaks like it. */
  readonly official: boolean;
  /** Whether the key goes into Azure's own header too. */
  readonly azure: boolean;
}

const vendors = {
  openai: { url: 'https://api.openai.com/v1', urlVariable: 'OPENAI_BASE_URL' },
  anthropic: { url: 'https://api.anthropic.com', urlVariable: 'ANTHROPIC_BASE_URL' },
} as const;

/** Finds address and key; what is missing is a mistake that names its variable. */
export function endpointOf(spec: ModelSpec, host: ProviderHost): ModelEndpoint {
  const vendor = vendors[spec.provider];
  const ambient = host.env[vendor.urlVariable];
  const written = spec.baseUrl ?? (ambient === undefined || ambient === '' ? vendor.url : ambient);
  const url = parseUrl(written, spec);
  const keyVariable = variableOf(spec);
  const key = keyOf(spec, url, host.env[keyVariable]?.trim() ?? '');
  return {
    provider: spec.provider,
    baseUrl: url.origin + pathOf(url, spec),
    query: Object.fromEntries(url.searchParams),
    origin: url.origin,
    ...(key !== '' && { key }),
    keyVariable,
    official: isAzure(url) || isVendor(url),
    azure: isAzure(url),
  };
}

const variableOf = (spec: ModelSpec): string => spec.apiKeyEnv ?? defaultKeyVariable[spec.provider];

/** The key as the environment holds it; empty where a server on this machine needs none. */
function keyOf(spec: ModelSpec, url: URL, key: string): string {
  if (key === '' && (spec.apiKeyEnv !== undefined || !isLoopback(url))) throw noKey(spec);
  if (!/^[\x21-\x7e]*$/.test(key)) throw badKey(spec);
  return key;
}

function parseUrl(text: string, spec: ModelSpec): URL {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new UsageError('bad-url', `The base URL of ${spec.provider} is not a URL: ${text}`, {
    hint: 'Write `baseUrl` as https://host/path.',
  });
}

// Anthropic's SDK adds the version to the path itself; many write it all the same, as for OpenAI's
function pathOf({ pathname }: URL, { provider }: ModelSpec): string {
  const path = pathname.replace(/\/+$/, '');
  return provider === 'anthropic' ? path.replace(/\/v1$/, '') : path;
}

function isLoopback({ hostname }: URL): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIPv4(hostname) && hostname.startsWith('127.');
}

function isVendor({ hostname }: URL): boolean {
  return /(?:^|\.)(?:openai|anthropic)\.com$/.test(hostname);
}

/** A resource of its own, or one of AI Foundry, in any of Azure's clouds. */
function isAzure({ hostname }: URL): boolean {
  return /\.(?:openai|cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)$/.test(hostname);
}

function badKey(spec: ModelSpec): UsageError {
  const variable = variableOf(spec);
  const message = `The key for ${spec.provider} in ${variable} holds a character that no key may hold`;
  return new UsageError('bad-key', message, {
    hint: `Look for a line break, a space or a letter with an accent in ${variable}; nothing was asked.`,
  });
}

function noKey(spec: ModelSpec): UsageError {
  const variable = variableOf(spec);
  return new UsageError('no-key', `No key for ${spec.provider}: ${variable} is not set`, {
    hint: `Set ${variable} in the environment, or name another variable in \`apiKeyEnv\`.`,
  });
}
