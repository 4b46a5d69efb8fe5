import type { CaseStamp } from '@pawl/core';

import { drawTable } from '../markdown/markdown-table.ts';
import { count } from '../numbers.ts';
import { forCell, forInline } from '../sinks/for-cell.ts';
import type { MemoOption, MemoView } from './memo-view.ts';

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

function failing(view: MemoView): string {
  const last = view.options.at(-1);
  if (last === undefined) return 'None.';
  const lost = new Set(
    view.comparisons.flatMap(({ comparisons }) => comparisons.flatMap((one) => one.lostCases)),
  );
  const found = last.record.sets.flatMap((set) =>
    set.cases
      .filter((stamp) => lost.has(stamp.id) || isHard(stamp))
      .filter((stamp) => fails(last, set.name, stamp.id))
      .map((stamp) => ({ set, stamp })),
  );
  if (found.length === 0)
    return `No case that was lost, is critical or guards an incident fails with ${forCell(last.target)}.`;
  const rows = found
    .toSorted((a, b) => Number(isHard(b.stamp)) - Number(isHard(a.stamp)))
    .slice(0, named)
    .map(({ set, stamp }) => [
      forCell(stamp.id),
      forCell(set.name),
      forCell(set.owner),
      (stamp.incidents ?? []).map((id) => forCell(id)).join(' ') || '–',
      stamp.critical === true ? 'critical' : '–',
    ]);
  const left = found.length - named;
  const more = left > 0 ? `\n\nand ${count(left)} more: \`pawl compare\` lists them.` : '';
  return `${drawTable(['Case', 'Set', 'Owner', 'Incidents', 'Weight'], rows)}${more}`;
}

const isHard = ({ critical, incidents }: CaseStamp): boolean =>
  critical === true || (incidents?.length ?? 0) > 0;

/** No trial of the case scored full marks. */
function fails({ record, target }: MemoOption, set: string, id: string): boolean {
  const cell = record.cells.find((one) => one.set === set && one.target === target);
  const trials = cell?.cases.find((one) => one.case === id)?.trials ?? [];
  return trials.some(
    (trial) =>
      trial.kind === 'faulted' ||
      trial.scores.some((score) => score.kind === 'unscored' || score.value < 1),
  );
}

function configurations({ options }: MemoView): string {
  const rows = options.map(({ target, record, runId }) => {
    const stamp = record.targets.find((one) => one.name === target);
    const served = servedModels(record.cells.filter((cell) => cell.target === target));
    return [
      forCell(target),
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
  const more = left > 0 ? [`- and ${count(left)} more`] : [];
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
