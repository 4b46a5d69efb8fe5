import type { RunRecord } from '@pawl/core';
import { summarize } from '@pawl/gate';
import type { Trend } from '@pawl/report';

import { isApiError } from '../api-error.ts';
import type { Desk } from '../desk.ts';
import { matchingRefs, readMessage } from './git-objects.ts';
import { readMeans } from './means.ts';
import type { Means } from './means.ts';
import { commitRef, newestOf, refFolder, treeRef } from './ref-name.ts';
import { openAncestry } from './walk-ancestors.ts';
import type { Ancestor } from './walk-ancestors.ts';

/** At most so many requests for one curve, and so many curves. */
const mostRecords = 12;
const mostCurves = 3;

/** The course of each scorer over the records on the way to the base, and today's run at its end. */
export async function readTrends(
  desk: Desk,
  record: RunRecord,
  base: string,
): Promise<readonly Trend[]> {
  try {
    const ancestors = await ancestorsOf(desk, base);
    const cells = record.cells.slice(0, mostCurves);
    const curves = await Promise.all(
      cells.map((cell) => curvesOf(desk, { cell, ancestors, record })),
    );
    return curves.flat();
  } catch (error) {
    if (isApiError(error)) return [];
    throw error;
  }
}

async function ancestorsOf(desk: Desk, base: string): Promise<readonly Ancestor[]> {
  const found: Ancestor[] = [];
  for await (const ancestor of openAncestry(desk)(base)) {
    if (ancestor.distance > desk.inputs.maxDistance) break;
    found.push(ancestor);
  }
  return found;
}

interface Course {
  readonly cell: { readonly set: string; readonly target: string };
  readonly ancestors: readonly Ancestor[];
  readonly record: RunRecord;
}

async function curvesOf({ api }: Desk, { cell, ancestors, record }: Course): Promise<Trend[]> {
  const { set, target } = cell;
  const refs = await matchingRefs(api, `${refFolder(set, target)}/`);
  const commits = ancestors.flatMap(({ commit, tree }) => {
    const found =
      newestOf(refs, commitRef(set, target, commit)) ?? newestOf(refs, treeRef(set, target, tree));
    return found === undefined ? [] : [found.object.sha];
  });
  const near = [...new Set(commits)].slice(0, mostRecords).toReversed();
  const past = await Promise.all(near.map(async (sha) => readMeans(await readMessage(api, sha))));
  if (past.length < 2) return [];
  const courses: readonly Means[] = [...past, meansOf(record, cell)];
  const scorers = Object.keys(courses.at(-1) ?? {});
  return scorers.map((scorer) => ({
    set,
    target,
    scorer,
    values: courses.map((one) => one[scorer]),
  }));
}

/** Mean of each scorer of one set on one target. */
export function meansOf(
  record: RunRecord,
  { set, target }: { readonly set: string; readonly target: string },
): Means {
  const cells = summarize(record).cells.filter((one) => one.set === set && one.target === target);
  return Object.fromEntries(
    cells.flatMap(({ scorer, mean }) => (mean === undefined ? [] : [[scorer, mean]])),
  );
}
