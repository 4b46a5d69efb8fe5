import {
  didYouMean,
  type EvalSet,
  formatPlace,
  type Guard,
  type Incident,
  type Path,
  type Place,
  type Problem,
  type Waiver,
} from '@pawl/core';

import type { Loaded, LoadedFiles } from './load-incidents.ts';

/** The sets that were loaded whole, and the names of those that exist. */
export interface KnownSets {
  readonly loaded: readonly EvalSet[];
  readonly names: readonly string[];
}

/** Cases that name an incident which is written down nowhere. */
export function checkIncidentLinks(
  sets: readonly EvalSet[],
  incidents: LoadedFiles<Incident>,
  folder: string,
): Problem[] {
  const ids = new Set(incidents.items.map(({ value }) => value.id));
  const unread = new Set(incidents.problems.map(({ place }) => stemOf(place.file)));
  return sets.flatMap((set) =>
    set.cases.flatMap((evalCase) =>
      evalCase.incidents
        .filter((id) => !ids.has(id) && !unread.has(id))
        .map((id): Problem => ({
          code: 'unknown-incident',
          place: evalCase.place,
          message: `Case ${JSON.stringify(evalCase.id)} guards incident ${JSON.stringify(id)}, which is not written down in ${folder}`,
          hint: didYouMean(id, [...ids]),
          severity: 'error',
        })),
    ),
  );
}

/** The name of a file without folder and ending: an incident whose file has mistakes is written down all the same. */
const stemOf = (file: string): string =>
  file.slice(file.lastIndexOf('/') + 1).replace(/\.ya?ml$/u, '');

const moments = ['occurred', 'detected', 'closed'] as const;

/** Incidents that were noticed before they happened, or closed before they were noticed. */
export function checkMoments(incidents: readonly Loaded<Incident>[]): Problem[] {
  return incidents.flatMap(({ value, text }) => {
    const told = moments.flatMap((name) => {
      const at = value[name];
      return at === undefined ? [] : [{ name, at }];
    });
    return told.slice(1).flatMap((later, index): Problem[] => {
      const earlier = told[index];
      if (earlier === undefined || !isBefore(later.at, earlier.at)) return [];
      const message = `Incident ${value.id}: ${later.name} ${later.at} lies before ${earlier.name} ${earlier.at}`;
      const hint = 'Mend one of the two: an incident occurs, is detected, and is closed.';
      return [mistake('moments-out-of-order', text.locate([later.name]), { message, hint })];
    });
  });
}

/** By the day where one of the two has no time. */
function isBefore(a: string, b: string): boolean {
  const day = 10;
  if (a.length === day || b.length === day) return a.slice(0, day) < b.slice(0, day);
  return Date.parse(a) < Date.parse(b);
}

/** Guards whose set or case is not there. A set that was not loaded is not asked. */
export function checkGuards(incidents: readonly Loaded<Incident>[], sets: KnownSets): Problem[] {
  return incidents.flatMap(({ value, text }) =>
    value.guards.flatMap((guard, index) =>
      checkCase({
        sets,
        set: guard.set,
        id: guard.case,
        what: `Incident ${value.id}: a guard names`,
        place: (key) => text.locate(['guards', index, key]),
      }),
    ),
  );
}

interface CaseLink {
  readonly sets: KnownSets;
  readonly set: string;
  readonly id: string;
  /** How the message begins. */
  readonly what: string;
  readonly place: (key: 'set' | 'case') => Place;
}

function checkCase({ sets, set, id, what, place }: CaseLink): Problem[] {
  if (!sets.names.includes(set)) {
    const message = `${what} set ${JSON.stringify(set)}, which does not exist`;
    return [mistake('unknown-set', place('set'), { message, hint: didYouMean(set, sets.names) })];
  }
  const loaded = sets.loaded.find(({ name }) => name === set);
  if (loaded === undefined || loaded.cases.some((evalCase) => evalCase.id === id)) return [];
  const message = `${what} case ${JSON.stringify(id)}, which set ${set} (${loaded.file}) does not have`;
  const ids = [...new Set(loaded.cases.map((evalCase) => evalCase.id))];
  const hint = ids.length > 30 ? nearOnly(id, ids) : didYouMean(id, ids);
  return [mistake('unknown-case', place('case'), { message, hint })];
}

function nearOnly(id: string, ids: readonly string[]): string {
  const said = didYouMean(id, ids);
  return said.startsWith('Did you mean') ? said : 'Mend the id, or write the case.';
}

interface Said {
  readonly message: string;
  readonly hint: string;
}

const mistake = (code: string, place: Place, said: Said): Problem => ({
  code,
  place,
  ...said,
  severity: 'error',
});

/** What is wrong with waivers on this day: unknown sets, cases and targets, and terms that are too long. */
export function checkWaivers(
  waivers: readonly Loaded<Waiver>[],
  {
    sets,
    targets,
    today,
  }: { readonly sets: KnownSets; readonly targets: readonly string[]; readonly today: string },
): Problem[] {
  return waivers.flatMap(({ value, text }) => {
    const links = value.cases.flatMap((id, index) =>
      checkCase({
        sets,
        set: value.set,
        id,
        what: 'The waiver names',
        place: (key) => text.locate(key === 'set' ? ['set'] : ['cases', index]),
      }),
    );
    const place = (...path: Path): Place => text.locate(path);
    return [
      ...onePerPlace(links),
      ...checkTarget(value, place('target'), targets),
      ...checkTerm(value, place('until'), today),
    ];
  });
}

function onePerPlace(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map(problems.map((problem) => [formatPlace(problem.place), problem]));
  return [...byPlace.values()];
}

function checkTarget({ target }: Waiver, place: Place, targets: readonly string[]): Problem[] {
  if (target === undefined || targets.includes(target)) return [];
  const message = `The waiver names target ${JSON.stringify(target)}, which does not exist`;
  return [mistake('unknown-target', place, { message, hint: didYouMean(target, targets) })];
}

const dayMs = 86_400_000;
const longest = 30;

function checkTerm({ until, created, owner }: Waiver, place: Place, today: string): Problem[] {
  const from = created ?? today;
  const days = (Date.parse(until) - Date.parse(from)) / dayMs;
  if (days > longest) {
    const since = created === undefined ? 'today' : `it was created on ${created}`;
    const latest = new Date(Date.parse(from) + longest * dayMs).toISOString().slice(0, 10);
    const message = `The waiver holds until ${until}: longer than ${longest} days (${since})`;
    return [
      mistake('waiver-too-long', place, { message, hint: `Write ${latest} or an earlier day.` }),
    ];
  }
  if (until >= today) return [];
  const message = `The waiver ended on ${until} and waives nothing any more`;
  const hint = `Remove the file, or ask ${owner} for a new one.`;
  return [{ ...mistake('waiver-ended', place, { message, hint }), severity: 'warning' }];
}

/** Cases with the incidents that name them as guards, so that a link written on one side holds on both. */
export function linkGuards(sets: readonly EvalSet[], incidents: readonly Incident[]): EvalSet[] {
  const links = new Map<string, string[]>();
  for (const incident of incidents)
    for (const guard of incident.guards) {
      const key = keyOf(guard);
      links.set(key, [...(links.get(key) ?? []), incident.id]);
    }
  if (links.size === 0) return [...sets];
  return sets.map((set) => ({
    ...set,
    cases: set.cases.map((evalCase) => {
      const more = links.get(keyOf({ set: set.name, case: evalCase.id })) ?? [];
      const all = new Set([...evalCase.incidents, ...more]);
      return all.size === evalCase.incidents.length
        ? evalCase
        : { ...evalCase, incidents: [...all] };
    }),
  }));
}

const keyOf = ({ set, case: id }: Pick<Guard, 'set' | 'case'>): string => JSON.stringify([set, id]);
