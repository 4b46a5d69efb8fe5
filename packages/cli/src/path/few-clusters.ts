import type { EvalSet, Problem } from '@pawl/core';
import { eligibilityFloor, enoughClusters } from '@pawl/gate';

/**
 * Warns of a set with too few clusters. Cases of one cluster may all fail together: until a run shows how alike they are, a
 * cluster counts as one case.
 */
export function fewClusters(set: EvalSet): readonly Problem[] {
  const enabled = enabledCases(set);
  const clusters = countClusters(enabled);
  const { margin, confidence } = set.policy;
  const needed = eligibilityFloor(margin, 1 - confidence);
  if (clusters === enabled.length || (clusters >= enoughClusters && clusters >= needed)) return [];
  return [
    {
      code: 'few-clusters',
      place: { file: set.file },
      message: `${set.name}: ${enabled.length} cases stand in ${clusters} ${clusters === 1 ? 'cluster' : 'clusters'}; cases of one cluster may fail together, so they count as ${clusters} until a run shows otherwise, and ${needed} are needed to show that nothing got worse`,
      hint:
        clusters < enoughClusters
          ? `Below ${enoughClusters} clusters no interval can be trusted: add cases from other clusters.`
          : 'Add cases from other clusters, or declare the margin that the set can see.',
      severity: 'warning',
    },
  ];
}

/** The cases of a set that are run. */
export const enabledCases = (set: EvalSet): EvalSet['cases'] =>
  set.cases.filter((evalCase) => evalCase.disabled === undefined);

/** How many clusters cases stand in; a case without one is a cluster of its own. */
export function countClusters(cases: EvalSet['cases']): number {
  const named = cases.flatMap(({ cluster }) => cluster ?? []);
  return new Set(named).size + cases.length - named.length;
}
