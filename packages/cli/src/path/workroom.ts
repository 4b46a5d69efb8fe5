import { isJsonObject, type EvalSet, type Json, type Project, type ScorerPorts } from '@pawl/core';
import { closeProviders, secretsOf, type ProviderHost } from '@pawl/providers';
import {
  CallControl,
  type CallNote,
  maskSecrets,
  moduleLoader,
  openResponseCache,
  openRunStore,
  type CacheMode,
  type OpenResponseCache,
  type ResponseCache,
  type RunStore,
} from '@pawl/runner';

import type { World } from '../world.ts';
import { trialScorer, type TrialScorer } from './score-trial.ts';
import { scorerPorts } from './scorer-ports.ts';

/** The tools that carrying out a plan of a project needs, made once. */
export interface Workroom {
  readonly world: World;
  readonly project: Project;
  readonly store: RunStore;
  readonly host: ProviderHost;
  /** What targets and judges share: places, money, limits. */
  readonly calls: CallControl;
  readonly scoreTrial: TrialScorer;
  /** Scores with judges whose answers are kept in a cache. */
  readonly scorerWith: (cache: ResponseCache) => TrialScorer;
  /** Opens the project's cache; an answer that holds a secret is never kept. */
  readonly openCache: (mode: CacheMode) => OpenResponseCache;
  /** Lets go of sockets. */
  readonly close: () => Promise<void>;
}

/** How much may be done and spent. */
export interface WorkLimits {
  readonly concurrency?: number;
  readonly maxCostUsd?: number;
}

/** Opens the tools for a project. Nothing is written and nothing is asked yet. */
export function openWorkroom(world: World, project: Project, limits: WorkLimits = {}): Workroom {
  const mask = maskSecrets(secretsIn(project, world));
  const maxCostUsd = limits.maxCostUsd ?? project.maxCostUsd;
  const calls = new CallControl({
    concurrency: limits.concurrency ?? project.defaults.concurrency,
    clock: world.clock,
    random: world.random,
    notes: notesOn(project, world),
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
  });
  const host: ProviderHost = {
    root: project.root,
    env: world.env,
    loadModule: moduleLoader(project.root),
    now: world.now,
    observe: (seen) => calls.observe(seen),
  };
  const parts = { world, host, project, calls };
  const portsFor = (set: EvalSet): ScorerPorts => scorerPorts(set, parts);
  return {
    world,
    project,
    store: openRunStore(project.root, { mask }),
    host,
    calls,
    scoreTrial: trialScorer(portsFor),
    scorerWith: (cache) => trialScorer((set) => scorerPorts(set, { ...parts, cache })),
    openCache: (mode) =>
      openResponseCache(project.root, {
        mode,
        now: world.now,
        holdsSecret: (text) => mask(text) !== text,
      }),
    close: () => closeProviders(host),
  };
}

/** Model calls check certificates whatever this variable says; code of the project does as it says. */
function notesOn({ targets }: Project, { env }: World): readonly CallNote[] {
  const asks = [...targets.values()].some(({ provider }) => provider !== 'recorded');
  if (!asks || env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return [];
  const message =
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: models and services are asked over checked connections all the same, but code of this project is not protected';
  return [{ code: 'tls-checks-off', message }];
}

/** Values of the environment that no record may hold: those that targets and judges use. */
function secretsIn(project: Project, world: World): string[] {
  const ofTargets = [...project.targets.values()].flatMap((target) => secretsOf(target, world.env));
  const ofJudges = keyVariables(project).flatMap((name) => world.env[name] ?? []);
  return [...new Set([...ofTargets, ...ofJudges])].filter((value) => value !== '');
}

/** The variables that a judge may read its key from. */
function keyVariables({ sets }: Project): string[] {
  const scorers = sets.flatMap((set) => [
    ...set.scorers,
    ...set.cases.flatMap((evalCase) => evalCase.scorers),
  ]);
  const named = scorers.flatMap(({ options }) => keysNamedIn(options));
  return ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', ...new Set(named)];
}

function keysNamedIn(value: Json | undefined): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = isJsonObject(value) ? value['apiKeyEnv'] : undefined;
  const inner = Object.values(value).flatMap(keysNamedIn);
  return typeof own === 'string' ? [own, ...inner] : inner;
}
