import { getOctokit } from '@actions/github';
import type { z } from 'zod';

import { ApiError, isApiError } from './api-error.ts';
import type { ApiTrouble } from './api-error.ts';
import type { Place } from './trigger.ts';
import type { World } from './world.ts';

/** GitHub's REST API for one repository. Every answer is checked where it comes in. */
export interface Api {
  /** Sends a request; `{owner}` and `{repo}` are filled in. */
  readonly send: (route: string, parameters?: Parameters) => Promise<unknown>;
  /** The same, read by a schema. */
  readonly ask: <T>(schema: z.ZodType<T>, route: string, parameters?: Parameters) => Promise<T>;
  /** All pages of a list. */
  readonly list: <T>(item: z.ZodType<T>, route: string, parameters?: Parameters) => Promise<T[]>;
  /** One GraphQL query. */
  readonly graph: <T>(schema: z.ZodType<T>, query: string, variables?: Parameters) => Promise<T>;
}

/** Parameters of a request. */
type Parameters = Readonly<Record<string, unknown>>;

const tries = 3;
const timeoutMs = 10_000;
const longestWaitMs = 60_000;
const pageSize = 100;
const mostPages = 100;

type Send = Api['send'];

/** Opens the API with a token: three tries, waits as told for up to a minute, a pause between writes. */
export function openApi(place: Place, token: string, world: World): Api {
  const octokit = getOctokit(token, { baseUrl: place.apiUrl });
  const paced = pace(world);
  const once: Send = async (route, parameters = {}) => {
    await paced(route);
    const request = { signal: AbortSignal.timeout(timeoutMs) };
    const { owner, repo } = place;
    const answer = await octokit.request(route, { owner, repo, ...parameters, request });
    return answer.data;
  };
  const send: Send = (route, parameters) => insist(() => once(route, parameters), world);
  return {
    send,
    ask: async (schema, route, parameters) =>
      readAnswer(schema, await send(route, parameters), route),
    list: (item, route, parameters) =>
      listPages(send, { item, route, parameters: parameters ?? {} }),
    graph: async (schema, query, variables = {}) => {
      const answer = await insist(() => octokit.graphql(query, variables), world);
      return readAnswer(schema, answer, 'graphql');
    },
  };
}

/** GitHub's secondary limits: 80 new contents and 180 writes of any kind a minute. */
const contentPauseMs = 1000;
const writePauseMs = 350;

function pace(world: World): (route: string) => Promise<void> {
  let last = 0;
  return async (route) => {
    if (route.startsWith('GET ')) return;
    const pause = route.includes('/git/') ? writePauseMs : contentPauseMs;
    const due = last + pause - world.now().getTime();
    if (due > 0) await world.wait(Math.min(due, pause));
    last = world.now().getTime();
  };
}

async function insist<T>(work: () => Promise<T>, world: World): Promise<T> {
  let waited = 0;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const trouble = describe(error);
      const wait = pauseBefore(trouble, attempt);
      if (wait === undefined || attempt === tries || waited + wait > longestWaitMs)
        throw trouble.error;
      waited += wait;
      await world.wait(wait);
    }
  }
}

interface Trouble {
  readonly error: ApiError;
  readonly retryAfterMs?: number;
}

function pauseBefore({ error, retryAfterMs }: Trouble, attempt: number): number | undefined {
  if (error.trouble === 'rate-limited') return retryAfterMs ?? 1000 * 2 ** attempt;
  return error.trouble === 'unavailable' ? 250 * 2 ** attempt : undefined;
}

function describe(error: unknown): Trouble {
  if (isApiError(error)) return { error };
  const status = numberIn(error, 'status');
  const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown trouble';
  const headers = headersOf(error);
  const limited = isLimited(status, headers, message);
  const trouble = limited ? 'rate-limited' : troubleOf(status);
  const retryAfterMs = limited ? retryAfter(headers) : undefined;
  return {
    error: new ApiError(trouble, message, status),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function troubleOf(status: number | undefined): ApiTrouble {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'missing';
  if (status === 409) return 'conflict';
  if (status === undefined || status >= 500 || status === 408) return 'unavailable';
  return 'invalid';
}

function isLimited(status: number | undefined, headers: Headers, message: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const spent = headers.get('x-ratelimit-remaining') === '0';
  return spent || headers.has('retry-after') || /rate limit/i.test(message);
}

/** `retry-after` in seconds; a reset instant is turned into a wait by its own clock, the answer's `date`. */
function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? 'none');
  if (Number.isFinite(seconds)) return Math.max(0, seconds) * 1000;
  const reset = Number(headers.get('x-ratelimit-reset') ?? 'none') * 1000;
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isFinite(reset - date) ? Math.max(0, reset - date) : undefined;
}

function headersOf(error: unknown): Headers {
  const headers = new Headers();
  const response = property(error, 'response');
  const given = property(response, 'headers');
  if (typeof given !== 'object' || given === null) return headers;
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  return headers;
}

function numberIn(value: unknown, key: string): number | undefined {
  const found = property(value, key);
  return typeof found === 'number' ? found : undefined;
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function readAnswer<T>(schema: z.ZodType<T>, data: unknown, route: string): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new ApiError('unavailable', `GitHub's answer to ${route} has an unknown shape`);
}

interface Listing<T> {
  readonly item: z.ZodType<T>;
  readonly route: string;
  readonly parameters: Parameters;
}

async function listPages<T>(send: Send, { item, route, parameters }: Listing<T>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await send(route, { ...parameters, per_page: pageSize, page });
    const items = readAnswer(item.array(), answer, route);
    all.push(...items);
    if (items.length < pageSize) return all;
  }
  throw new ApiError('unavailable', `${route} has more than ${mostPages * pageSize} entries`);
}
