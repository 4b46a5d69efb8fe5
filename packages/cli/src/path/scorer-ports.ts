import { resolve } from 'node:path';

import type { Completion, EvalSet, Model, ModelRequest, Project, ScorerPorts } from '@pawl/core';
import { openEmbed, openModel, type ProviderHost } from '@pawl/providers';
import {
  askGuarded,
  cacheModel,
  guardModel,
  parseSql,
  runCode,
  type CallControl,
  type ResponseCache,
} from '@pawl/runner';

import type { World } from '../world.ts';
import { drawNonce } from './score-trial.ts';

/** What scorer ports are made of. */
export interface PortParts {
  readonly world: World;
  readonly host: ProviderHost;
  readonly project: Project;
  readonly calls: CallControl;
  /** Where the answers of judges are kept; left out: nowhere. */
  readonly cache?: ResponseCache;
}

const judgeTimeoutMs = 60_000;

/** The effects that the scorers of a set may ask for; model output is executed only where the set allows it. */
export function scorerPorts(set: EvalSet, parts: PortParts): ScorerPorts {
  const { host, project } = parts;
  const fences = new Set<string>();
  return {
    complete: modelPort(parts, fences),
    embed: embedPort(parts),
    loadModule: async (path) =>
      defaultExport(await host.loadModule(resolve(project.root, set.folder, path))),
    nonce: () => {
      const token = drawNonce();
      fences.add(token);
      return token;
    },
    parseSql,
    ...(set.allowCode ? { runCode } : {}),
  };
}

/** What a module exports by default; a CommonJS module wraps it twice. */
function defaultExport(loaded: unknown): unknown {
  if (typeof loaded !== 'object' || loaded === null || !('default' in loaded)) return loaded;
  return defaultExport(loaded.default);
}

/** Asks for vectors with the run's limits and retries, in one lane with all that asks the same provider. */
function embedPort({ host, world, calls }: PortParts): NonNullable<ScorerPorts['embed']> {
  const { clock, random } = world;
  const guarded = { control: calls, clock, random, timeoutMs: judgeTimeoutMs };
  return async (request, { signal = world.killed }) => {
    const endpoint = endpointOf({ ...request, provider: 'openai' });
    const embed = await openEmbed(endpoint, host);
    return askGuarded({ endpoint, signal, call: (options) => embed(request, options) }, guarded);
  };
}

/**
 * Opens each judge's model once; its calls keep the run's limits, retries and budget. The fences are drawn
 * anew for each question, so the cache looks past them.
 */
function modelPort(
  { host, world, calls, cache }: PortParts,
  fences: ReadonlySet<string>,
): NonNullable<ScorerPorts['complete']> {
  const opened = new Map<string, Model>();
  const open = (spec: Endpoint): Model => {
    const { clock, random } = world;
    const guarded = { control: calls, clock, random, timeoutMs: judgeTimeoutMs };
    const model = guardModel(openModel(spec, host), guarded);
    return cache === undefined ? model : cacheModel(model, cache, { fences });
  };
  return async (request, { signal }): Promise<Completion> => {
    const spec = endpointOf(request);
    const key = JSON.stringify(spec);
    const model = opened.get(key) ?? open(spec);
    opened.set(key, model);
    return model.complete(request, { signal: signal ?? world.killed });
  };
}

type Endpoint = Pick<ModelRequest, 'provider' | 'baseUrl' | 'apiKeyEnv'>;

function endpointOf({ provider, baseUrl, apiKeyEnv }: Endpoint): Endpoint {
  return {
    provider,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }),
  };
}
