import { dayText } from '../history/time.ts';
import { drawTable } from '../markdown/markdown-table.ts';
import { forCell, forInline } from '../sinks/for-cell.ts';
import { Ledger, referenceLine } from './citation.ts';
import { isLeading } from './is-leading.ts';
import { memoContext } from './memo-context.ts';
import { memoLimits } from './memo-limits.ts';
import { runSource, type MemoComparison, type MemoOption, type MemoView } from './memo-view.ts';
import { optionName } from './option-name.ts';

/** The memo as Markdown; every number of the evidence has a footnote that says where it stands. */
export function makeMemo(view: MemoView): string {
  const ledger = new Ledger(view.documents);
  const parts = [
    `# ${forInline(view.title)}`,
    `${dayText(view.now)}. ${tellResult(view, ledger)}`,
    '## Options',
    ...setsOf(view).map((set) => optionsTable(set, view, ledger)),
    ...part('## Against the first option', comparisonTable(view, ledger)),
    ...part('## Slices that differ', sliceTable(view, ledger)),
    ...memoContext(view),
    '## What the evidence cannot show',
    memoLimits(view, ledger),
    '## References',
    'Each number and each verdict above stands in a record: `run` is the document of `pawl run --json`, `compare` that of `pawl compare --json`, the second part a JSON Pointer into it. `pawl memo --check` reads them again.',
    ledger.references().map(referenceLine).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function part(heading: string, text: string): string[] {
  return text === '' ? [] : [heading, text];
}

const setsOf = ({ options }: MemoView): readonly string[] => [
  ...new Set(
    options.flatMap(({ summary, target }) =>
      summary.cells.filter((cell) => cell.target === target).map((cell) => cell.set),
    ),
  ),
];

/** The primary comparison of each option, in one sentence. */
function tellResult({ comparisons, options }: MemoView, ledger: Ledger): string {
  const [first] = options;
  if (first === undefined) return 'There is nothing to compare.';
  const told = comparisons.flatMap(({ option, comparisons: all, source }) => {
    const at = all.findIndex(isLeading);
    const found = all[at];
    if (found === undefined) return [];
    const state = ledger.cite({ source, pointer: `/comparisons/${at}/state`, form: 'result' });
    const mid = ledger.cite({
      source,
      pointer: `/comparisons/${at}/difference/mid`,
      form: 'signed',
    });
    return [`${optionName(option, options)} ${state} (${mid}, ${forCell(found.set)})`];
  });
  if (told.length === 0)
    return `${optionName(first, options)} stands alone: nothing is compared with it.`;
  return `Against ${optionName(first, options)}: ${told.join('; ')}.`;
}

function optionsTable(set: string, view: MemoView, ledger: Ledger): string {
  const rows = view.options.flatMap((option) =>
    optionRows(option, { set, name: optionName(option, view.options) }, ledger),
  );
  const titles = [
    'Option',
    'Run',
    'Scorer',
    'Rate',
    'Low',
    'High',
    'Passed',
    'Cases',
    'Cost',
    'p50',
    'p95',
  ];
  return `### ${forCell(set)}\n\n${drawTable(titles, rows, [3, 4, 5, 6, 7, 8, 9, 10])}`;
}

function optionRows(
  option: MemoOption,
  { set, name }: { readonly set: string; readonly name: string },
  ledger: Ledger,
): string[][] {
  const source = runSource(option.runId);
  return option.summary.cells.flatMap((cell, at) => {
    if (cell.set !== set || cell.target !== option.target) return [];
    const cite = (path: string, form: Parameters<Ledger['cite']>[0]['form']): string =>
      ledger.cite({ source, pointer: `/cells/${at}/${path}`, form });
    return [
      [
        name,
        forCell(option.runId),
        forCell(cell.scorer),
        cite('mean', 'percent'),
        cite('interval/low', 'percent'),
        cite('interval/high', 'percent'),
        cite('passed', 'count'),
        cite('cases', 'count'),
        cite('costUsd', 'usd'),
        cite('latencyMs/p50', 'duration'),
        cite('latencyMs/p95', 'duration'),
      ],
    ];
  });
}

function comparisonTable(view: MemoView, ledger: Ledger): string {
  const rows = view.comparisons.flatMap((one) =>
    one.comparisons.flatMap((comparison, at) =>
      comparison.slice === undefined
        ? [[optionName(one.option, view.options), ...comparisonRow(one, at, ledger)]]
        : [],
    ),
  );
  const titles = [
    'Option',
    'Set',
    'Scorer',
    'Verdict',
    'Difference',
    'Low',
    'High',
    'Margin',
    'Would be seen from',
    'Lost',
    'Gained',
  ];
  return drawTable(titles, rows, [4, 5, 6, 7, 8, 9, 10]);
}

function comparisonRow(
  { source, comparisons }: MemoComparison,
  at: number,
  ledger: Ledger,
): string[] {
  const comparison = comparisons[at];
  const cite = (path: string, form: Parameters<Ledger['cite']>[0]['form']): string =>
    ledger.cite({ source, pointer: `/comparisons/${at}/${path}`, form });
  return [
    forCell(comparison?.set ?? ''),
    forCell(comparison?.scorer ?? ''),
    cite('state', 'state'),
    cite('difference/mid', 'signed'),
    cite('difference/low', 'signed'),
    cite('difference/high', 'signed'),
    cite('margin', 'points'),
    cite('detectable', 'points'),
    cite('lost', 'count'),
    cite('gained', 'count'),
  ];
}

/** Slices that are told: those whose verdict is not *held*, the largest difference first. */
const slicesTold = 8;

function sliceTable(view: MemoView, ledger: Ledger): string {
  const found = view.comparisons.flatMap((one) =>
    one.comparisons.flatMap((comparison, at) =>
      comparison.slice !== undefined && ['regressed', 'improved'].includes(comparison.state)
        ? [{ one, at, comparison }]
        : [],
    ),
  );
  const size = ({ comparison }: (typeof found)[number]): number =>
    Math.abs(comparison.difference?.mid ?? 0);
  const told = found.toSorted((a, b) => size(b) - size(a)).slice(0, slicesTold);
  const rows = told.map(({ one, at, comparison }) => [
    optionName(one.option, view.options),
    forCell(comparison.slice ?? ''),
    ledger.cite({ source: one.source, pointer: `/comparisons/${at}/state`, form: 'state' }),
    ledger.cite({
      source: one.source,
      pointer: `/comparisons/${at}/difference/mid`,
      form: 'signed',
    }),
    ledger.cite({ source: one.source, pointer: `/comparisons/${at}/pairs`, form: 'count' }),
  ]);
  const left = found.length - told.length;
  const table = drawTable(['Option', 'Slice', 'Verdict', 'Difference', 'Cases'], rows, [3, 4]);
  return left > 0
    ? `${table}\n\nOther slices differ too, by less: \`pawl compare\` tells them.`
    : table;
}
