import {
  defaultPolicy,
  readPolicy,
  type Baseline,
  type BaselineCase,
  type CaseRecord,
  type CaseStamp,
  type RunRecord,
  type ScorerStamp,
  type SetStamp,
} from '@pawl/core';

/** Baselines of one run as the record of that run: what was accepted of it, without outputs. */
export function baselineRecord([first, ...others]: readonly Baseline[]): RunRecord | undefined {
  if (first === undefined) return undefined;
  const all = [first, ...others];
  const { runId, at, commit } = first.header;
  const names = [...new Set(all.map(({ header }) => header.target))];
  return {
    format: 1,
    runId,
    startedAt: at,
    finishedAt: at,
    harness: '',
    ...(commit === undefined ? {} : { commit }),
    planDigest: '',
    planned: all.reduce((sum, { cases }) => sum + plannedTrials(cases.values()), 0),
    sets: [...new Set(all.map(({ header }) => header.set))].map((name) =>
      toSetStamp(all.filter(({ header }) => header.set === name)),
    ),
    targets: names.map((name) => toTarget(name, all)),
    cells: all.map(({ header, cases }) => ({
      set: header.set,
      target: header.target,
      cases: [...cases.values()].map(toCaseRecord),
    })),
    duplicates: 0,
    notes: [],
  };
}

const trialsOf = ({ scores }: BaselineCase): number =>
  Math.max(0, ...Object.values(scores).map((values) => values.length));

function plannedTrials(rows: Iterable<BaselineCase>): number {
  return [...rows].reduce((sum, row) => sum + trialsOf(row), 0);
}

/** Targets of one set were asked the same cases; a case that only one of them has belongs to the set all the same. */
function toSetStamp(baselines: readonly Baseline[]): SetStamp {
  const headers = baselines.map(({ header }) => header);
  const [header] = headers;
  const cases = new Map(baselines.flatMap((one) => [...one.cases]));
  const scorers = new Map(baselines.flatMap((one) => toScorers(one).map((it) => [it.name, it])));
  return {
    name: header?.set ?? '',
    version: header?.setVersion ?? '',
    owner: '',
    digest: '',
    file: '',
    targets: headers.map(({ target }) => target),
    scorers: [...scorers.values()],
    policy: readPolicy(header?.policy ?? {}) ?? defaultPolicy,
    cases: [...cases.values()].map(toCaseStamp),
  };
}

/** A baseline does not say which scorers are binary: those that only ever gave 0 or 1. */
function toScorers({ header, cases }: Baseline): ScorerStamp[] {
  return Object.entries(header.scorers).map(([name, digest]) => {
    const values = [...cases.values()].flatMap((row) => row.scores[name] ?? []);
    const judge = header.judges[name];
    return {
      name,
      type: '',
      digest,
      binary: values.every((value) => value === 0 || value === 1),
      advisory: header.advisory?.includes(name) === true,
      ...(judge === undefined ? {} : { judge }),
    };
  });
}

function toCaseStamp(row: BaselineCase): CaseStamp {
  const { cluster, tags, critical, incidents } = row;
  return {
    id: row.case,
    hash: row.hash,
    trials: trialsOf(row),
    ...(cluster === undefined ? {} : { cluster }),
    ...(tags === undefined ? {} : { tags }),
    ...(critical === undefined ? {} : { critical }),
    ...(incidents === undefined ? {} : { incidents }),
  };
}

function toCaseRecord(row: BaselineCase): CaseRecord {
  return {
    case: row.case,
    hash: row.hash,
    ...(row.request === '' ? {} : { request: row.request }),
    trials: Array.from({ length: trialsOf(row) }, (_, trial) => ({
      kind: 'answered',
      trial,
      durationMs: row.ms ?? 0,
      scores: Object.entries(row.scores).flatMap(([scorer, values]) => {
        const value = values[trial];
        return value === undefined ? [] : [{ kind: 'scored' as const, scorer, value }];
      }),
    })),
  };
}

function toTarget(name: string, all: readonly Baseline[]): RunRecord['targets'][number] {
  const header = all.find((one) => one.header.target === name)?.header;
  const model = header?.requestedModel;
  return {
    name,
    provider: '',
    digest: header?.targetDigest ?? '',
    transparent: false,
    ...(model === undefined ? {} : { model }),
  };
}
