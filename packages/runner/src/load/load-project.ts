import {
  capProblems,
  type Definition,
  didYouMean,
  type EvalSet,
  formatPlace,
  isJsonObject,
  parseProjectFile,
  type PolicyFile,
  type Problem,
  type Project,
  type ProjectFile,
  resolvePolicy,
  type ScorerCatalog,
  type Target,
  UsageError,
} from '@pawl/core';

import { checkProjectPolicy } from './check-policy.ts';
import {
  checkGuards,
  checkIncidentLinks,
  checkMoments,
  checkWaivers,
  linkGuards,
} from './cross-references.ts';
import type { FileSource } from './file-source.ts';
import { findProject } from './find-project.ts';
import { loadIncidents, loadWaivers } from './load-incidents.ts';
import { type LoadedSet, loadSet, readSet, type SetText } from './load-set.ts';
import { type LoadedTargets, loadTargets } from './load-targets.ts';
import { readFileText } from './read-file.ts';
import { openWorkTree } from './work-tree.ts';

/** What is loaded, from where, and on which day. */
export interface LoadOptions {
  readonly cwd: string;
  /** The file, where it is not the nearest `pawl.yaml`. */
  readonly config?: string;
  readonly catalog: ScorerCatalog;
  /** Names of the sets; left out: all. */
  readonly sets?: readonly string[];
  /** Left out: the working tree. */
  readonly source?: FileSource;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Definitions that nobody can mend any more, such as those of the base: names in its gate are not looked up. */
  readonly past?: true;
}

/** Loads everything that the user's files say. Throws one `UsageError` that carries every mistake of all files. */
export async function loadProject(options: LoadOptions): Promise<Project> {
  const { source, file } = await openSource(options);
  const definition = await readProject(source, file);
  const read = await loadParts(definition, { ...options, source });
  const { problems } = read;
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || definition.value === undefined) throw invalidFiles(problems);
  return toProject(definition.value, read, source);
}

async function openSource({
  cwd,
  config,
  source,
}: LoadOptions): Promise<{ source: FileSource; file: string }> {
  if (source === undefined) {
    const { root, file } = await findProject(cwd, config);
    return { source: openWorkTree(root), file };
  }
  const found = await source.find(config === undefined ? ['pawl.yaml', 'pawl.yml'] : [config], '.');
  const [file] = found;
  if (file !== undefined) return { source, file };
  throw new UsageError('no-project', `There is no ${config ?? 'pawl.yaml'} in ${source.label}`, {
    hint: 'Check the revision, or name the file with --config.',
  });
}

async function readProject(source: FileSource, file: string): Promise<Definition<ProjectFile>> {
  const read = await readFileText(source, file);
  if (read.kind === 'text') return parseProjectFile(read.text, file);
  const place = { file };
  const map = { locate: () => place, locateKey: () => place, written: () => undefined };
  return { problems: [read.problem], ...map };
}

interface Parts extends LoadedTargets {
  readonly evals: string;
  readonly sets: readonly EvalSet[];
  readonly incidents: Project['incidents'];
  readonly waivers: Project['waivers'];
}

type Loading = LoadOptions & { readonly source: FileSource };

async function loadParts(definition: Definition<ProjectFile>, options: Loading): Promise<Parts> {
  const { source, today } = options;
  const evals = evalsFolder(definition);
  const targets = await loadTargets(definition.value?.targets ?? {}, definition, source);
  const texts = await readSets(source, evals);
  const early = [...definition.problems, ...targets.problems, ...texts.problems];
  if (texts.sets.length === 0 && early.some(({ severity }) => severity === 'error'))
    throw invalidFiles(early);
  const chosen = chooseSets(texts.sets, options, evals);
  const loaded = await loadSets(chosen, definition, options);
  const incidents = await loadIncidents(source, evals);
  const waivers = await loadWaivers(source, evals);
  const sets = loaded.flatMap(({ set }) => set ?? []);
  const whole = loaded.flatMap((one) => (one.whole ? (one.set ?? []) : []));
  const there = { loaded: whole, names: texts.sets.map(nameOf) };
  const names = [...targets.targets.keys()];
  const others = texts.sets.filter((text) => !chosen.includes(text));
  const gate = { text: definition, others: () => loadSets(others, definition, options) };
  const problems = [
    ...definition.problems,
    ...(await checkProjectPolicy(rulesOf(definition, options), loaded, gate)),
    ...targets.problems,
    ...checkDefaults(definition, names),
    ...texts.problems,
    ...duplicateSets(texts.sets),
    ...loaded.flatMap((one) => one.problems),
    ...(definition.value === undefined ? [] : loaded.flatMap((one) => checkSetTargets(one, names))),
    ...incidents.problems,
    ...waivers.problems,
    ...checkIncidentLinks(sets, incidents, `${evals}/incidents`),
    ...checkMoments(incidents.items),
    ...checkGuards(incidents.items, there),
    ...checkWaivers(waivers.items, { sets: there, targets: names, today }),
  ];
  const stories = incidents.items.map(({ value }) => value);
  const waiving = waivers.items.map(({ value }) => value);
  const linked = linkGuards(sets, stories);
  const { targets: known } = targets;
  return { evals, targets: known, sets: linked, incidents: stories, waivers: waiving, problems };
}

function rulesOf({ value }: Definition<ProjectFile>, { past }: Loading): PolicyFile {
  return past === true ? {} : (value?.gate ?? {});
}

/** Also from a file with mistakes, so that those of the sets are told in the same go. */
function evalsFolder({ value, raw }: Definition<ProjectFile>): string {
  const written = value?.evals ?? (isJsonObject(raw) ? raw['evals'] : undefined);
  const folder = typeof written === 'string' && !written.includes('..') ? written : 'evals';
  return folder.replace(/\/+$/u, '') || '.';
}

async function readSets(
  source: FileSource,
  evals: string,
): Promise<{ readonly sets: readonly SetText[]; readonly problems: readonly Problem[] }> {
  const sets: SetText[] = [];
  const problems: Problem[] = [];
  for (const file of await source.find(['**/set.{yaml,yml}'], evals)) {
    const read = await readFileText(source, file);
    if (read.kind === 'text') sets.push(readSet(read.text, file));
    else problems.push(read.problem);
  }
  return { sets, problems };
}

function nameOf({ definition, file }: SetText): string {
  const { value, raw } = definition;
  const written = value?.name ?? (isJsonObject(raw) ? raw['name'] : undefined);
  return typeof written === 'string' ? written : (file.split('/').at(-2) ?? file);
}

function chooseSets(
  texts: readonly SetText[],
  options: Loading,
  evals: string,
): readonly SetText[] {
  const names = texts.map(nameOf);
  if (names.length === 0)
    throw new UsageError(
      'no-sets',
      `There are no eval sets: looked for ${evals}/*/set.yaml in ${options.source.label}`,
      {
        hint: 'Run `pawl init`, or check `evals` in pawl.yaml.',
      },
    );
  if (options.sets === undefined || options.sets.length === 0) return texts;
  const unknown = options.sets.filter((name) => !names.includes(name));
  const [first] = unknown;
  if (first === undefined) return texts.filter((text) => options.sets?.includes(nameOf(text)));
  throw new UsageError(
    'unknown-set',
    `There is no eval set ${unknown.map((name) => JSON.stringify(name)).join(', ')}`,
    {
      hint: didYouMean(first, names),
    },
  );
}

async function loadSets(
  texts: readonly SetText[],
  definition: Definition<ProjectFile>,
  { source, catalog, today }: Loading,
): Promise<LoadedSet[]> {
  const { gate = {}, defaults = {}, incidents = {} } = definition.value ?? {};
  const policy = resolvePolicy(gate);
  const loading = {
    source,
    catalog,
    today,
    policy: { ...policy, blockingSeverities: incidents.blocking ?? policy.blockingSeverities },
    trials: defaults.trials ?? 1,
    defaultScorers: defaults.scorers ?? [],
    projectText: definition,
  };
  const loaded: LoadedSet[] = [];
  for (const text of texts) loaded.push(await loadSet(text, loading));
  return loaded;
}

function duplicateSets(texts: readonly SetText[]): Problem[] {
  const known = new Map<string, SetText>();
  return texts.flatMap((text) => {
    const name = nameOf(text);
    const first = known.get(name);
    known.set(name, first ?? text);
    if (first === undefined) return [];
    const there = formatPlace(first.definition.locate(['name']));
    const problem: Problem = {
      code: 'duplicate-set',
      place: text.definition.locate(['name']),
      message: `Duplicate set ${JSON.stringify(name)}: it stands already at ${there}`,
      hint: 'Give one of the two sets another name.',
      severity: 'error',
    };
    return [problem];
  });
}

function checkDefaults(
  { value, locate }: Definition<ProjectFile>,
  names: readonly string[],
): Problem[] {
  return (value?.defaults?.targets ?? []).flatMap((name, index) =>
    names.includes(name)
      ? []
      : [unknownTarget(name, names, locate(['defaults', 'targets', index]))],
  );
}

function checkSetTargets({ set, text }: LoadedSet, names: readonly string[]): Problem[] {
  return (set?.targets ?? []).flatMap((name, index) =>
    names.includes(name) ? [] : [unknownTarget(name, names, text.locate(['targets', index]))],
  );
}

function unknownTarget(name: string, names: readonly string[], place: Problem['place']): Problem {
  return {
    code: 'unknown-target',
    place,
    message: `There is no target ${JSON.stringify(name)} in pawl.yaml`,
    hint: didYouMean(name, names),
    severity: 'error',
  };
}

/** One error for all mistakes. */
function invalidFiles(problems: readonly Problem[]): UsageError {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const files = new Set(errors.map(({ place }) => place.file)).size;
  const count = `${errors.length} ${errors.length === 1 ? 'mistake' : 'mistakes'}`;
  const where = `${files} ${files === 1 ? 'file' : 'files'}`;
  return new UsageError('invalid-files', `${count} in ${where}: nothing was run`, {
    problems: capProblems(problems),
    hint: 'Mend them, then check with `pawl validate`.',
  });
}

function toProject(file: ProjectFile, parts: Parts, source: FileSource): Project {
  const { defaults = {}, budget = {}, incidents = {}, gate = {} } = file;
  const policy = resolvePolicy(gate);
  return {
    root: source.root,
    evalsFolder: parts.evals,
    sets: parts.sets,
    targets: parts.targets,
    incidents: parts.incidents,
    waivers: parts.waivers,
    defaults: {
      targets: defaults.targets ?? onlyTarget(parts.targets),
      trials: defaults.trials ?? 1,
      concurrency: defaults.concurrency ?? 16,
    },
    policy: { ...policy, blockingSeverities: incidents.blocking ?? policy.blockingSeverities },
    ...(budget.maxCost === undefined ? {} : { maxCostUsd: budget.maxCost }),
    ...(incidents.url === undefined ? {} : { incidentUrl: incidents.url }),
    warnings: capProblems(parts.problems),
  };
}

/** A project with one target needs no `defaults.targets`. */
function onlyTarget(targets: ReadonlyMap<string, Target>): string[] {
  return targets.size === 1 ? [...targets.keys()] : [];
}
