import {
  FaultError,
  isFaultError,
  UsageError,
  type HttpTarget,
  type OpenTarget,
  type Output,
  type TargetRequest,
} from '@pawl/core';
import type { JSONValue } from 'json-p3';

import { faultOfStatus, readBody, type Answerer, type WireAnswer } from './classify-response.ts';
import { excerpt } from './excerpt.ts';
import { faultOf } from './fault-of.ts';
import { isJsonObject } from './json-object.ts';
import { readOutput } from './output-like.ts';
import type { ProviderHost } from './provider-host.ts';
import { fillVariables, maskSecrets, secretsOf, variablesIn } from './secrets.ts';
import { wireOf } from './wire.ts';

/** Picks the answer out of a parsed response. */
type Pick = (body: unknown) => Output;

/** Opens a service. Its headers are filled from the environment now; nothing is sent. */
export async function openHttp(target: HttpTarget, host: ProviderHost): Promise<OpenTarget> {
  const url = checkUrl(target);
  const headers = fillHeaders(target, host);
  const pick = await pickerOf(target);
  const { exchange } = await wireOf(host);
  const secrets = secretsOf(target, host.env);
  const who: Answerer = { name: url.host, asks: 'service' };
  const method = target.method ?? 'POST';
  return {
    call: async (request, { signal }) => {
      try {
        const body = bodyOf(method, request);
        const sent = {
          url: url.href,
          method,
          headers,
          signal,
          ...(body !== undefined && { body }),
        };
        return readAnswer(await exchange(sent), { who, pick, now: host.now() });
      } catch (error) {
        throw isFaultError(error) ? masked(error, secrets) : error;
      }
    },
  };
}

function bodyOf(method: string, request: TargetRequest): string | undefined {
  if (['GET', 'HEAD'].includes(method.toUpperCase())) return undefined;
  const { body, input, caseId, set, trial } = request;
  if (body === undefined) return JSON.stringify({ input, case: { id: caseId }, set, trial });
  return typeof body === 'string' ? body : JSON.stringify(body);
}

interface Reading {
  readonly who: Answerer;
  readonly pick: Pick | undefined;
  readonly now: Date;
}

function readAnswer(answer: WireAnswer, { who, pick, now }: Reading): Output {
  const failed = faultOfStatus(answer, who, now);
  if (failed !== undefined) throw new FaultError(failed);
  if (pick === undefined && !isJson(answer.headers['content-type'])) return textOf(answer, who);
  const reading = readBody(answer, who, now);
  if (reading.kind === 'fault') throw new FaultError(reading.fault);
  return (pick ?? readWhole)(reading.body);
}

function textOf(answer: WireAnswer, who: Answerer): Output {
  if (answer.text.trim() !== '') return { text: answer.text };
  throw faultOf('bad-response', `${who.name} answered ${answer.status} and no body`);
}

function isJson(type: string | undefined): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(type ?? '');
}

const answerKeys = ['output', 'text', 'messages'];

function readWhole(body: unknown): Output {
  const ours = isJsonObject(body) && answerKeys.some((key) => key in body);
  const reading = ours ? readOutput(body) : readOutput({ output: body });
  if (reading.kind === 'output') return reading.output;
  throw faultOf('bad-response', `The service's answer cannot be read: ${reading.problem}`);
}

async function pickerOf(target: HttpTarget): Promise<Pick | undefined> {
  const path = target.output;
  if (path === undefined) return undefined;
  const { compile } = await import('json-p3');
  const query = compilePath(compile, path, target);
  return (body) => {
    const found = query.query(asJson(body)).values();
    if (found.length === 0 || found[0] === null) {
      const shown = excerpt(JSON.stringify(body));
      throw faultOf('bad-response', `The service's answer has nothing at ${path}: ${shown}`);
    }
    const value = found.length === 1 ? found[0] : found;
    return { text: typeof value === 'string' ? value : JSON.stringify(value) };
  };
}

// json-p3 knows mutable JSON only
function asJson(value: unknown): JSONValue {
  return JSON.parse(JSON.stringify(value));
}

function compilePath<T>(compile: (path: string) => T, path: string, target: HttpTarget): T {
  try {
    return compile(path);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const message = `\`output\` of target ${target.name} is not a JSONPath: ${path} (${said})`;
    throw new UsageError('bad-json-path', message, { hint: 'Write a path such as $.answer.' });
  }
}

function checkUrl(target: HttpTarget): URL {
  const url = URL.parse(target.url);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new UsageError('bad-url', `\`url\` of target ${target.name} is not a URL: ${target.url}`, {
    hint: 'Write `url` as https://host/path.',
  });
}

function fillHeaders(target: HttpTarget, host: ProviderHost): Record<string, string> {
  const filled: Record<string, string> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(target.headers ?? {})) {
    const missing = variablesIn(value).find((variable) => !host.env[variable]);
    if (missing !== undefined) throw noVariable(target, name, missing);
    filled[name.toLowerCase()] = fillVariables(value, host.env);
  }
  return filled;
}

function noVariable(target: HttpTarget, header: string, variable: string): UsageError {
  const message = `Header ${header} of target ${target.name} needs ${variable}, which is not set`;
  return new UsageError('no-key', message, { hint: `Set ${variable} in the environment.` });
}

function masked({ fault }: FaultError, secrets: readonly string[]): FaultError {
  return new FaultError({ ...fault, message: maskSecrets(fault.message, secrets) });
}
