import type { Project, Shard, Target } from '@pawl/core';

/** A project as one shard may use it: rate limits and budget belong to the key, so each shard gets its part. */
export function divideLimits(project: Project, shard: Shard | undefined): Project {
  if (shard === undefined) return project;
  const { count } = shard;
  const { maxCostUsd } = project;
  const targets = Array.from(project.targets, ([name, target]): [string, Target] => [
    name,
    divideTarget(target, count),
  ]);
  return {
    ...project,
    targets: new Map(targets),
    ...(maxCostUsd === undefined ? {} : { maxCostUsd: maxCostUsd / count }),
  };
}

function divideTarget(target: Target, count: number): Target {
  const { requestsPerMinute, tokensPerMinute } = target;
  return {
    ...target,
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute: requestsPerMinute / count }),
    ...(tokensPerMinute === undefined ? {} : { tokensPerMinute: tokensPerMinute / count }),
  };
}
