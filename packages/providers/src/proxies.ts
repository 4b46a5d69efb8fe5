import { UsageError } from '@pawl/core';

import type { ProviderHost } from './provider-host.ts';

/** The proxies that the environment names; empty where it names none. */
export interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/** Reads the usual variables, in either case. This machine is never asked over a proxy. */
export function proxiesOf({ env }: Pick<ProviderHost, 'env'>): Proxies {
  const read = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? '';
  return {
    httpProxy: read('http_proxy'),
    httpsProxy: read('https_proxy'),
    noProxy: `${read('no_proxy')},localhost,127.0.0.1,[::1]`,
  };
}

/** Throws a `UsageError` where a proxy is no URL. */
export function checkProxies(host: Pick<ProviderHost, 'env'>): void {
  const { httpProxy, httpsProxy } = proxiesOf(host);
  const named = { http_proxy: httpProxy, https_proxy: httpsProxy };
  for (const [name, url] of Object.entries(named)) {
    if (url === '' || /^https?:$/.test(URL.parse(url)?.protocol ?? '')) continue;
    throw new UsageError('bad-proxy', `The proxy in ${name} is not a URL: ${url}`, {
      hint: `Write ${name} as http://host:port.`,
    });
  }
}
