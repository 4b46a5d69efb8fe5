import type { CaseStamp, SetStamp } from '@pawl/core';

import { drawTable } from '../markdown/markdown-table.ts';
import { forCell, forInline } from '../sinks/for-cell.ts';
import type { MemoOption, MemoView } from './memo-view.ts';
import { optionName } from './option-name.ts';

/** Cases and waivers that are named at most. */
const named = 12;

/** What stands around the numbers: known failing cases, configurations, data, judges, waivers. */
export function memoContext(view: MemoView): readonly string[] {
  return [
    '## Known failing cases',
    failing(view),
    '## Configurations and data',
    configurations(view),
    sources(view),
    '## Judges and waivers',
    judges(view),
    waivers(view),
  ];
}

/** One failing case of a set, and the options that fail it. */
interface FailingCase {
  readonly set: SetStamp;
  readonly stamp: CaseStamp;
  readonly lost: boolean;
  readonly options: readonly MemoOption[];
}

/** What fails with the options to choose from: all but the first, which the others are held against. */
function failing(view: MemoView): string {
  const chosen = view.options.length > 1 ? view.options.slice(1) : view.options;
  const names = chosen.map((option) => optionName(option, view.options));
  const found = failingCases(view, chosen);
  if (found.length === 0) return `No case fails with ${names.join(' or ')}.`;
  const rows = found
    .toSorted((a, b) => weightOf(b) - weightOf(a))
    .slice(0, named)
    .map((one) => failingRow(one, view.options));
  const table = drawTable(['Case', 'Set', 'Fails with', 'Owner', 'Incidents', 'Weight'], rows);
  const runs = [...new Set(chosen.map(({ runId }) => runId))].map((runId) => forCell(runId));
  const more = `\n\nThese weigh most; \`pawl show\` of ${runs.join(' and ')} lists every one.`;
  return found.length > named ? `${table}${more}` : table;
}

function failingCases(view: MemoView, chosen: readonly MemoOption[]): readonly FailingCase[] {
  const lost = new Set(
    view.comparisons.flatMap(({ comparisons }) =>
      comparisons.flatMap((one) => one.lostCases.map((id) => keyOf(one.set, id))),
    ),
  );
  const stamps = new Map(
    chosen.flatMap(({ record }) =>
      record.sets.flatMap((set) =>
        set.cases.map((stamp) => [keyOf(set.name, stamp.id), { set, stamp }] as const),
      ),
    ),
  );
  const fails = chosen.map(
    (option) => new Set(option.failing.map((one) => keyOf(one.set, one.case))),
  );
  return [...stamps].flatMap(([key, place]) => {
    const options = chosen.filter((_, at) => fails[at]?.has(key));
    return options.length === 0 ? [] : [{ ...place, lost: lost.has(key), options }];
  });
}

const keyOf = (set: string, id: string): string => JSON.stringify([set, id]);

/** Critical cases and guards first, then what was lost, then what fails with most options. */
const weightOf = ({ stamp, lost, options }: FailingCase): number =>
  Number(isHard(stamp)) * 1e6 + Number(lost) * 1e3 + options.length;

function failingRow(
  { set, stamp, lost, options }: FailingCase,
  all: readonly MemoOption[],
): readonly string[] {
  const weight = [...(stamp.critical === true ? ['critical'] : []), ...(lost ? ['lost'] : [])];
  return [
    forCell(stamp.id),
    forCell(set.name),
    options.map((option) => optionName(option, all)).join(' '),
    forCell(set.owner),
    (stamp.incidents ?? []).map((id) => forCell(id)).join(' ') || '–',
    weight.join(', ') || '–',
  ];
}

const isHard = ({ critical, incidents }: CaseStamp): boolean =>
  critical === true || (incidents?.length ?? 0) > 0;

function configurations({ options }: MemoView): string {
  const rows = options.map((option) => {
    const { target, record, runId } = option;
    const stamp = record.targets.find((one) => one.name === target);
    const served = servedModels(record.cells.filter((cell) => cell.target === target));
    return [
      optionName(option, options),
      forCell(stamp?.provider ?? 'unknown'),
      forCell(stamp?.model ?? 'not named'),
      served.length === 0 ? 'not told' : served.map((model) => forCell(model)).join(' '),
      forCell((stamp?.digest ?? '').slice(0, 12)),
      forCell(runId),
      record.commit === undefined
        ? 'none'
        : forCell(`${record.commit.slice(0, 12)}${record.dirty === true ? ' with changes' : ''}`),
    ];
  });
  return drawTable(
    ['Option', 'Agent or provider', 'Model', 'Served', 'Digest', 'Run', 'Commit'],
    rows,
  );
}

function servedModels(cells: MemoOption['record']['cells']): readonly string[] {
  const trials = cells.flatMap((cell) => cell.cases).flatMap((one) => one.trials);
  return [
    ...new Set(
      trials.flatMap((trial) => (trial.kind === 'answered' ? (trial.servedModel ?? []) : [])),
    ),
  ].slice(0, 3);
}

function sources({ options }: MemoView): string {
  const sets = new Map(
    options.flatMap(({ record }) =>
      record.sets.map((set) => [`${set.name} ${set.digest}`, set] as const),
    ),
  );
  const rows = [...sets.values()].map((set) => [
    forCell(set.name),
    forCell(set.version),
    forCell(set.digest.slice(0, 12)),
    forCell(set.file),
    forCell(set.owner),
  ]);
  return drawTable(['Set', 'Version', 'Digest', 'File', 'Owner'], rows);
}

function judges({ options }: MemoView): string {
  const found = new Set(
    options.flatMap(({ record }) =>
      record.sets.flatMap((set) =>
        set.scorers.flatMap(({ name, judge }) =>
          judge === undefined
            ? []
            : [`${forCell(name)} of ${forCell(set.name)} asks ${forCell(judge)}`],
        ),
      ),
    ),
  );
  if (found.size === 0) return 'No scorer asks a model: no judge can be wrong here.';
  return `${[...found].join('; ')}. Their agreement with people is measured by \`pawl judge calibrate\`; without it their opinion is no evidence of its own.`;
}

function waivers({ waivers: all, options, incidents }: MemoView): string {
  const sets = new Set(options.flatMap(({ record }) => record.sets.map((set) => set.name)));
  const here = all.filter((waiver) => sets.has(waiver.set));
  const left = here.length - named;
  const more = left > 0 ? ['- and others, in the folder of these files'] : [];
  const told = here
    .slice(0, named)
    .map(
      (waiver) =>
        `- ${forCell(waiver.file)} until ${forInline(waiver.until)}: ${forInline(waiver.why)} (${forCell(waiver.owner)})`,
    );
  const guarded = incidents.filter((incident) =>
    incident.guards.some((guard) => sets.has(guard.set)),
  );
  const ids = guarded.map(({ id }) => forCell(id)).join(' ');
  const guards =
    ids === ''
      ? 'No incident is guarded by these sets.'
      : `Incidents that these sets guard: ${ids}.`;
  return [
    here.length === 0 ? 'Nothing is waived in these sets.' : [...told, ...more].join('\n'),
    guards,
  ].join('\n\n');
}
