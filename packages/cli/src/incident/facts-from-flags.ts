import { readYaml, UsageError, type ScorerEntry } from '@pawl/core';

import type { NewIncidentFlags } from '../grammar/incidents.ts';
import type { IncidentFacts } from './incident-draft.ts';

/** What the flags say. */
export function factsFromFlags(flags: NewIncidentFlags): IncidentFacts {
  const { id, title, severity, set, input, expected, owner } = flags;
  const { occurred, detected, closed, postmortem, summary, rootCause, bad, good } = flags;
  const given = { id, title, severity, set, case: flags.case, input, expected, owner };
  const told = { occurred, detected, closed, postmortem, summary, rootCause };
  const source = flags.reconstruction === true ? 'reconstruction' : 'verbatim';
  return {
    ...withoutGaps(given),
    ...withoutGaps(told),
    ...(flags.tag === undefined ? {} : { tags: flags.tag }),
    ...(flags.scorer === undefined ? {} : { scorers: flags.scorer.map(readScorer) }),
    ...(bad === undefined ? {} : { bad: { text: bad, source } }),
    ...(good === undefined ? {} : { good: { text: good } }),
    notes: [],
  };
}

/** One scorer as it would stand in a file: `contains: 30 days`, or `{ type: …, … }`. */
function readScorer(text: string): ScorerEntry {
  const { value, problems } = readYaml(text, '--scorer');
  if (problems.length === 0 && isEntry(value)) return value;
  throw new UsageError('bad-scorer', `--scorer ${text} is no scorer.`, {
    hint: "Write it as in set.yaml: --scorer 'contains: 30 days'",
  });
}

const isEntry = (value: unknown): value is ScorerEntry =>
  typeof value === 'string' ||
  (typeof value === 'object' && value !== null && !Array.isArray(value));

type WithoutGaps<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutGaps<T extends object>(values: T): WithoutGaps<T>;
function withoutGaps(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
