import { nearestWord, UsageError, type EvalSet, type Project } from '@pawl/core';

import type { IncidentDraft, IncidentFacts } from './incident-draft.ts';

/** The facts as a whole draft: what can be worked out is, what is missing is said all at once. */
export function completeDraft(project: Project, facts: IncidentFacts): IncidentDraft {
  const set = setOf(project, facts.set);
  const isThere = set?.cases.some((one) => one.id === facts.case) === true;
  const { title, severity, notes: _notes, ...told } = facts;
  const missing = missingFlags(project, facts, isThere);
  if (title === undefined || severity === undefined || set === undefined || missing.length > 0)
    throw new UsageError('incident-incomplete', `Still missing: ${missing.join(', ')}.`, {
      hint: 'Add them, or start `pawl incident new` in a terminal: it asks.',
    });
  const id = facts.id ?? nextId(project);
  refuseKnownId(project, id);
  const named = { title, severity, id, set: set.name, case: facts.case ?? freeCaseId(set, title) };
  return { tags: [], ...(isThere ? withoutCase(told) : told), ...named };
}

function missingFlags(project: Project, facts: IncidentFacts, isThere: boolean): readonly string[] {
  return [
    ...(facts.title === undefined ? ['--title'] : []),
    ...(facts.severity === undefined ? ['--severity'] : []),
    ...(setOf(project, facts.set) === undefined ? [`--set (${nameSets(project)})`] : []),
    ...(facts.input === undefined && !isThere ? ['--input, or --from <trace>'] : []),
  ];
}

type Told = Omit<IncidentFacts, 'title' | 'severity' | 'notes'>;

/** A case that is there already keeps what it asks and how it is scored. */
function withoutCase(told: Told): Told {
  const { input: _input, expected: _expected, scorers: _scorers, ...rest } = told;
  return rest;
}

/** The named set, or the only one there is. */
export function setOf(project: Project, name: string | undefined): EvalSet | undefined {
  if (name === undefined) return project.sets.length === 1 ? project.sets[0] : undefined;
  const found = project.sets.find((set) => set.name === name);
  if (found !== undefined) return found;
  const near = nearestWord(
    name,
    project.sets.map((set) => set.name),
  );
  throw new UsageError('unknown-set', `There is no eval set ${name}.`, {
    hint: near === undefined ? `Known: ${nameSets(project)}.` : `Did you mean ${near}?`,
  });
}

const nameSets = ({ sets }: Project): string => sets.map((set) => set.name).join(', ');

function refuseKnownId({ incidents }: Project, id: string): void {
  const known = incidents.find((one) => one.id === id);
  if (known === undefined) return;
  throw new UsageError('known-incident', `Incident ${id} is written down already: ${known.title}`, {
    hint: `Look at it: pawl incident show ${id}. Or choose another --id.`,
  });
}

/** One more than the highest number in use: INC-0143 after INC-0142. */
function nextId({ incidents }: Project): string {
  const numbers = incidents.flatMap(({ id }) => {
    const [, digits] = /^INC-(\d+)$/u.exec(id) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  return `INC-${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`;
}

/** The title as an id that no case of the set has. */
function freeCaseId({ cases }: EvalSet, title: string): string {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .match(/[a-z0-9]+/gu) ?? ['incident'];
  const slug = words
    .filter((word) => !/^(?:the|a|an|and|of|to|for)$/u.test(word))
    .slice(0, 6)
    .join('-');
  const taken = new Set(cases.map(({ id }) => id));
  let id = slug;
  for (let number = 2; taken.has(id); number += 1) id = `${slug}-${number}`;
  return id;
}
