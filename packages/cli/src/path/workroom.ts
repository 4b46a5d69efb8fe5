import type { EvalSet, Project, ScorerPorts } from '@pawl/core';
import { closeProviders, secretsOf, type ProviderHost } from '@pawl/providers';
import { CallControl, maskSecrets, moduleLoader, openRunStore, type RunStore } from '@pawl/runner';

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
  const secrets = secretsIn(project, world);
  const maxCostUsd = limits.maxCostUsd ?? project.maxCostUsd;
  const calls = new CallControl({
    concurrency: limits.concurrency ?? project.defaults.concurrency,
    clock: world.clock,
    random: world.random,
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
  });
  const host: ProviderHost = {
    root: project.root,
    env: world.env,
    loadModule: moduleLoader(project.root),
    now: world.now,
    observe: (limits) => calls.observe(limits),
  };
  const portsFor = (set: EvalSet): ScorerPorts => scorerPorts(set, { world, host, project, calls });
  return {
    world,
    project,
    store: openRunStore(project.root, secrets.length === 0 ? {} : { mask: maskSecrets(secrets) }),
    host,
    calls,
    scoreTrial: trialScorer(portsFor),
    close: () => closeProviders(host),
  };
}

/** Values of the environment that no record may hold: those that targets and judges use. */
function secretsIn(project: Project, world: World): string[] {
  const used = [...project.targets.values()].flatMap((target) => secretsOf(target, world.env));
  const known = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY'].flatMap((name) => world.env[name] ?? []);
  return [...new Set([...used, ...known])].filter((value) => value !== '');
}
