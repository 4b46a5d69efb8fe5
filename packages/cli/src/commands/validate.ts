import {
  compareAllSets,
  exitCodes,
  isUsageError,
  type EvalSet,
  type ExitCode,
  type Problem,
  type Project,
  type SetChange,
} from '@pawl/core';
import { detectableByCount, eligibilityFloor } from '@pawl/gate';
import { renderValidate, type GoneSet, type ValidatedSet } from '@pawl/report';
import { loadProject, openGitTree } from '@pawl/runner';
import { catalog } from '@pawl/scorers/by-name';

import type { ValidateFlags } from '../grammar/project.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { countClusters, enabledCases, fewClusters } from '../path/few-clusters.ts';
import { openProject } from '../path/open-project.ts';
import { planAll } from '../path/plan-run.ts';
import { refuseBadPrompts } from '../path/refuse-bad-prompts.ts';
import { tellChange } from '../path/tell-change.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** The share of pairs that differ between two runs, as is usual where nothing is known (ψ in docs/gate.md). */
const usualDiscordance = 0.1;

/** `pawl validate`: checks every file without running anything, and says what each set can see. */
export async function validate(
  world: World,
  sets: readonly string[],
  flags: ValidateFlags,
): Promise<ExitCode> {
  const checked = await checkFiles(world, sets, flags);
  const changes =
    checked.project === undefined ? [] : await changesSince(world, checked.project, flags);
  const rows = (checked.project?.sets ?? []).map((set) => toRow(set, changes));
  const problems = [...checked.problems, ...(checked.project?.sets ?? []).flatMap(fewClusters)];
  const isRight =
    problems.every((one) => one.severity === 'warning') && changes.every((one) => one.enough);
  if (flags.json === true) {
    world.stdout.write(jsonText({ format: 1, valid: isRight, sets: rows, changes, problems }));
  } else {
    world.stdout.write(
      renderValidate(
        { sets: rows, gone: changes.filter(isGone).map(toGone), problems },
        canvasOf(world, world.stdout, flags),
      ),
    );
  }
  return isRight ? exitCodes.pass : exitCodes.usage;
}

interface Checked {
  readonly project?: Project;
  readonly problems: readonly Problem[];
}

/** Mistakes in files are the result here; any other mistake is the caller's and goes on. */
async function checkFiles(
  world: World,
  sets: readonly string[],
  flags: ValidateFlags,
): Promise<Checked> {
  try {
    const project = await openProject(world, { ...flags, quiet: true }, sets);
    return {
      project,
      problems: [...project.warnings.map(asMistake), ...refuseBadPrompts(planAll(project))],
    };
  } catch (error) {
    if (isUsageError(error) && error.problems.length > 0) return { problems: error.problems };
    throw error;
  }
}

/** A waiver that ended still fails the next check: here it is a mistake, while other commands go on. */
const asMistake = (problem: Problem): Problem =>
  problem.code === 'waiver-ended' ? { ...problem, severity: 'error' } : problem;

async function changesSince(
  world: World,
  project: Project,
  flags: ValidateFlags,
): Promise<readonly SetChange[]> {
  if (flags.against === undefined) return [];
  const source = await openGitTree(project.root, flags.against);
  const today = world.now().toISOString().slice(0, 10);
  const base = await loadProject({ cwd: project.root, catalog, source, today, past: true });
  const names = new Set(project.sets.map((set) => set.name));
  const all = await everySetName(world, flags);
  const isMeant = (set: EvalSet): boolean => names.has(set.name) || !all.has(set.name);
  return compareAllSets(base.sets.filter(isMeant), project.sets);
}

/** The names of all sets of the working tree, so that a set that was only not asked for does not count as gone. */
async function everySetName(world: World, flags: ValidateFlags): Promise<ReadonlySet<string>> {
  const project = await openProject(world, { ...flags, quiet: true });
  return new Set(project.sets.map((set) => set.name));
}

const isGone = ({ kind }: SetChange): boolean => kind === 'gone';

const toGone = ({ set, removed }: SetChange): GoneSet => ({ name: set, cases: removed.length });

function toRow(set: EvalSet, changes: readonly SetChange[]): ValidatedSet & Clusters {
  const enabled = enabledCases(set);
  const clusters = countClusters(enabled);
  const alpha = 1 - set.policy.confidence;
  const change = changes.find((one) => one.set === set.name && isWorthTelling(one));
  const told = change === undefined ? undefined : tellChange(change);
  return {
    name: set.name,
    version: set.version,
    owner: set.owner,
    cases: enabled.length,
    ...(clusters === enabled.length ? {} : { clusters }),
    disabled: set.cases.length - enabled.length,
    guards: enabled.filter((evalCase) => evalCase.incidents.length > 0).length,
    margin: set.policy.margin,
    needed: eligibilityFloor(set.policy.margin, alpha),
    ...(enabled.length === 0
      ? {}
      : { detectable: detectableByCount(clusters, usualDiscordance, alpha) }),
    ...(told === undefined ? {} : { change: told }),
  };
}

/** Left out where every case is a cluster of its own. */
interface Clusters {
  readonly clusters?: number;
}

const isWorthTelling = ({ kind, enough }: SetChange): boolean => kind !== 'same' || !enough;
