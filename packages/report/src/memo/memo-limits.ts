import type { Comparison } from '@pawl/core';

import { forCell } from '../sinks/for-cell.ts';
import type { CitedForm, Ledger } from './citation.ts';
import { isLeading } from './is-leading.ts';
import { runSource, type MemoView } from './memo-view.ts';
import { optionName } from './option-name.ts';

/** What the evidence cannot show, and what would change the decision. */
export function memoLimits(view: MemoView, ledger: Ledger): string {
  const blind = view.comparisons.flatMap(({ source, option, comparisons }) =>
    comparisons.flatMap((comparison, at) =>
      isLeading(comparison) && comparison.detectable !== undefined
        ? [
            `- A drop of less than ${ledger.cite({ source, pointer: `/comparisons/${at}/detectable`, form: 'points' })} on ${forCell(comparison.set)} with ${optionName(option, view.options)}: the set is too small to see it.`,
          ]
        : [],
    ),
  );
  const lines = [...blind, ...missing(view, ledger), ...always(view)];
  return [
    lines.join('\n'),
    '## What would change this decision',
    turns(view, ledger).join('\n'),
  ].join('\n\n');
}

function missing({ options }: MemoView, ledger: Ledger): string[] {
  return [...new Map(options.map((option) => [option.runId, option])).values()].flatMap(
    ({ runId, record, summary }) => {
      const source = runSource(runId);
      const faulted =
        summary.faulted > 0
          ? [
              `- ${ledger.cite({ source, pointer: '/faulted', form: 'count' })} of ${ledger.cite({ source, pointer: '/planned', form: 'count' })} trials of ${forCell(runId)} gave no answer; they count neither way.`,
            ]
          : [];
      return [
        ...faulted,
        ...(summary.outcome === 'complete'
          ? []
          : [`- ${forCell(runId)} is incomplete: its rates may still move.`]),
        ...(record.partial === true ? [`- ${forCell(runId)} ran a chosen part of the cases.`] : []),
      ];
    },
  );
}

function always({ options }: MemoView): string[] {
  const single = options.every(({ record }) =>
    record.sets.every((set) => set.cases.every((one) => one.trials === 1)),
  );
  return [
    ...(single ? ['- How much one answer differs from the next: every case was tried once.'] : []),
    '- Anything that no case asks: the sets hold what somebody thought of, or what went wrong before.',
  ];
}

function turns(view: MemoView, ledger: Ledger): string[] {
  const told = view.comparisons.flatMap(({ source, option, comparisons }) =>
    comparisons.flatMap((comparison, at) =>
      isLeading(comparison)
        ? [turn(comparison, { source, at, name: optionName(option, view.options) }, ledger)]
        : [],
    ),
  );
  return told.length === 0 ? ['- A second option to hold this one against.'] : told;
}

function turn(
  comparison: Comparison,
  { source, at, name }: { readonly source: string; readonly at: number; readonly name: string },
  ledger: Ledger,
): string {
  const cite = (path: string, form: CitedForm): string =>
    ledger.cite({ source, pointer: `/comparisons/${at}/${path}`, form });
  const where = `${name} on ${forCell(comparison.set)} ${cite('state', 'result')}`;
  switch (comparison.state) {
    case 'improved':
      return `- ${where}: a lower bound, ${cite('difference/low', 'signed')} now, that falls to nothing.`;
    case 'held':
      return `- ${where}: a lower bound, ${cite('difference/low', 'signed')} now, that falls below the margin of ${cite('margin', 'points')}.`;
    case 'regressed':
      return `- ${where}: an upper bound, ${cite('difference/high', 'signed')} now, that rises above nothing.`;
    case 'unsure':
      return `- ${where}: more cases or trials; the margin needs at least ${cite('needed', 'count')} cases.`;
    case 'not-comparable':
      return `- ${where}: both sides measured with one ruler.`;
  }
}
