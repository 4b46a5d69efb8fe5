import { resolve } from 'node:path';

import {
  UsageError,
  type ModuleTarget,
  type OpenTarget,
  type Output,
  type TargetRequest,
} from '@pawl/core';

import { excerpt } from './excerpt.ts';
import { faultOf, faultOfAbort } from './fault-of.ts';
import { placeInModule } from './module-place.ts';
import { expectedOutput, readOutput } from './output-like.ts';
import type { ProviderHost } from './provider-host.ts';

type Call = (input: unknown, context: object) => unknown;

/** Opens a function of the project; one that does not load is one mistake, named with its place. */
export async function openModule(target: ModuleTarget, host: ProviderHost): Promise<OpenTarget> {
  const path = resolve(host.root, target.module);
  const loaded = await withinLimit(host.loadModule(path), target).catch((error: unknown) => {
    throw notLoaded(target, host, error);
  });
  const call = defaultExport(loaded);
  if (call === undefined) throw noFunction(target);
  return { call: (request, { signal }) => ask(call, { target, request, signal }) };
}

interface Question {
  readonly target: ModuleTarget;
  readonly request: TargetRequest;
  readonly signal: AbortSignal;
}

async function ask(call: Call, { target, request, signal }: Question): Promise<Output> {
  if (signal.aborted) throw faultOfAbort(signal);
  const { set, caseId, trial, metadata } = request;
  const context = { signal, trial, set, case: { id: caseId, metadata }, params: target.params };
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(faultOfAbort(signal));
  signal.addEventListener('abort', abort, { once: true });
  try {
    const answer = Promise.try(call, request.input, context).catch((error: unknown) => {
      throw faultOf('target-threw', describe(target, error), { cause: error });
    });
    return readAnswer(target, await Promise.race([answer, aborted.promise]));
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function readAnswer(target: ModuleTarget, answer: unknown): Output {
  const reading = readOutput(answer);
  if (reading.kind === 'output') return reading.output;
  const got = answer === undefined ? 'nothing' : `${kindOf(answer)}: ${reading.problem}`;
  throw faultOf('target-threw', `${target.module} gave back ${got}; expected ${expectedOutput}`);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function describe(target: ModuleTarget, error: unknown): string {
  if (error instanceof Error) return `${target.module} threw ${error.name}: ${error.message}`;
  return `${target.module} threw ${kindOf(error)}: ${excerpt(String(error))}`;
}

function defaultExport(loaded: unknown): Call | undefined {
  if (typeof loaded === 'function') return (input, context) => loaded(input, context);
  if (typeof loaded !== 'object' || loaded === null || !('default' in loaded)) return undefined;
  return defaultExport(loaded.default); // a CommonJS module wraps its default twice
}

const loadLimitMs = 30_000;

function withinLimit(loading: Promise<unknown>, target: ModuleTarget): Promise<unknown> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`${target.module} did not load within ${loadLimitMs / 1000} s`));
  }, loadLimitMs);
  return Promise.race([loading, late.promise]).finally(() => clearTimeout(timer));
}

function notLoaded(target: ModuleTarget, host: ProviderHost, error: unknown): UsageError {
  const place = placeInModule(error, { root: host.root, file: target.module });
  const message = error instanceof Error ? error.message : String(error);
  const said = excerpt(message.split('\n', 1)[0] ?? '');
  return new UsageError(
    'target-not-loaded',
    `The module of target ${target.name} does not load: ${said}`,
    {
      hint: `Correct ${target.module}, or the target's \`module\`.`,
      problems: [{ code: 'target-not-loaded', severity: 'error', place, message: said }],
    },
  );
}

function noFunction(target: ModuleTarget): UsageError {
  const message = `${target.module} has no function as its default export`;
  return new UsageError('target-not-loaded', message, {
    hint: 'Write `export default (input, { signal, trial }) => output`.',
    problems: [
      {
        code: 'target-not-loaded',
        severity: 'error',
        place: { file: target.module, line: 1 },
        message,
      },
    ],
  });
}
