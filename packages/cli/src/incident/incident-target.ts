import { createHash } from 'node:crypto';

import {
  canonicalText,
  UsageError,
  type Incident,
  type Json,
  type JsonObject,
  type ModelParams,
  type ModelTarget,
  type Project,
  type Target,
} from '@pawl/core';

/**
 * The configuration of an incident's day: the target that it names, else its model, system prompt and parameters by way of
 * the project's one target that has this model, or this provider.
 */
export function incidentTarget({ targets }: Project, incident: Incident): Target {
  const configuration = incident.configuration ?? {};
  const named = configuration['target'];
  if (typeof named === 'string')
    return targets.get(named) ?? unknownTarget(incident, named, targets);
  const model = configuration['model'];
  if (typeof model !== 'string')
    throw unreadable(incident, 'names no target and no model', targets);
  const way = wayTo(model, configuration['provider'], [...targets.values()]);
  if (way === undefined) {
    const why = `names no target, and no target or several of pawl.yaml lead to its model ${model}`;
    throw unreadable(incident, why, targets);
  }
  return asConfigured(way, { name: incident.id.toLowerCase(), model, configuration });
}

/** The one target that has the model; else the one of the provider. */
function wayTo(
  model: string,
  provider: Json | undefined,
  targets: readonly Target[],
): ModelTarget | undefined {
  const models = targets.filter(isModel);
  const same = models.filter((one) => one.model === model);
  const [only, ...others] =
    same.length > 0 ? same : models.filter((one) => one.provider === provider);
  return others.length === 0 ? only : undefined;
}

const isModel = (target: Target): target is ModelTarget =>
  target.provider === 'openai' || target.provider === 'anthropic';

interface Configured {
  readonly name: string;
  readonly model: string;
  readonly configuration: JsonObject;
}

/** The way of a target with what was asked of which model on that day: none of the target's own prompt. */
function asConfigured(way: ModelTarget, { name, model, configuration }: Configured): ModelTarget {
  const { prompt: _prompt, promptFile: _file, system: _system, messages: _messages, ...rest } = way;
  const { templates: _templates, params: _params, price, ...plain } = rest;
  const system = configuration['system'];
  const params = paramsOf(configuration);
  const digested = canonicalText([way.digest, configuration]);
  return {
    ...plain,
    ...(price === undefined || way.model !== model ? {} : { price }),
    ...(typeof system === 'string' ? { system } : {}),
    name,
    model,
    params,
    digest: createHash('sha256').update(digested).digest('hex'),
  };
}

function paramsOf(configuration: JsonObject): ModelParams {
  const numbers = ['temperature', 'topP', 'maxOutputTokens', 'seed'].flatMap((key) => {
    const value = configuration[key];
    return typeof value === 'number' ? [[key, value] as const] : [];
  });
  return Object.fromEntries(numbers);
}

type Targets = Project['targets'];

function unknownTarget({ id }: Incident, name: string, targets: Targets): never {
  const why = `its configuration names target ${name}, which does not exist`;
  throw new UsageError('no-configuration', `Incident ${id}: ${why}.`, {
    hint: `Known: ${nameSome(targets)}.`,
  });
}

/** Says what to write, from what the incident knows. */
function unreadable(incident: Incident, why: string, targets: Targets): UsageError {
  const name = `${incident.id.toLowerCase()}-day`;
  const { provider = 'openai', model = '…', system, ...rest } = incident.configuration ?? {};
  const target = {
    provider,
    model,
    ...(system === undefined ? {} : { system }),
    params: { ...paramsOf(rest) },
  };
  return new UsageError('no-configuration', `Incident ${incident.id}: its configuration ${why}.`, {
    hint: `Add to the targets of pawl.yaml ${name}: ${JSON.stringify(target)}, and name it in the incident: configuration: { target: ${name} }. Known: ${nameSome(targets)}.`,
  });
}

const nameSome = (targets: Targets): string => [...targets.keys()].slice(0, 8).join(', ') || 'none';
