import type { MeasuredSeries } from '../history/measure-all.ts';
import type { Shift } from '../history/report-view.ts';
import { dayText } from '../history/time.ts';
import { counted } from '../numbers.ts';
import { code, listNames, own, say, type Phrase } from '../phrase.ts';
import { tellEvidence } from '../words/comparison-numbers.ts';
import type { AgendaItem } from './agenda-item.ts';

/** What a series' move since the last review asks of the meeting. */
export function shiftItem(measured: MeasuredSeries): AgendaItem[] {
  const { fall } = measured;
  if (fall?.comparison.state === 'regressed') return [fell(measured, fall)];
  return shiftOnly(measured);
}

function shiftOnly(measured: MeasuredSeries): AgendaItem[] {
  const { shift } = measured;
  switch (shift?.comparison.state) {
    case 'regressed':
      return [worse(measured, shift)];
    case 'improved':
      return [better(measured, shift)];
    case 'not-comparable':
      return [unclear(measured, shift)];
    case 'unsure':
      return (shift.comparison.difference?.mid ?? 0) < 0 ? [unclear(measured, shift)] : [];
    case 'held':
    case undefined:
      return [];
  }
}

function headOf({ series }: MeasuredSeries): Pick<AgendaItem, 'title' | 'owner'> {
  return {
    title: say`${series.set} on ${code(series.target)}`,
    ...(series.owner === '' ? {} : { owner: series.owner }),
  };
}

const keyOf = (kind: string, { set, target }: Shift): string => `${kind}:${set}:${target}`;

function worse(measured: MeasuredSeries, shift: Shift): AgendaItem {
  return {
    ...headOf(measured),
    key: keyOf('worse', shift),
    group: 'worse',
    why: say`Worse: ${own(tellEvidence(shift.comparison))}${tellLost(shift)}`,
    question: 'Fix it, or accept the loss?',
    checklist: [
      'Read the lost cases in the report.',
      'Fix, roll back, or waive with a last day.',
      'Accept a new baseline only after the decision.',
    ],
    choices: ['fix', 'accepted', 'open'],
    dueIn: 7,
  };
}

function tellLost({ comparison: { lostCases } }: Shift): Phrase {
  return lostCases.length === 0 ? own('') : say`; lost ${listNames(lostCases, 4)}`;
}

/** A fall within the period is decided on like a loss, whatever came before it. */
function fell(measured: MeasuredSeries, fall: Shift): AgendaItem {
  const at = measured.series.points.find((point) => point.run.runId === fall.to)?.run.at ?? '';
  const item = worse(measured, fall);
  const evidence = own(tellEvidence(fall.comparison));
  return { ...item, why: say`Fell on ${own(dayText(at))}: ${evidence}${tellLost(fall)}` };
}

function better(measured: MeasuredSeries, shift: Shift): AgendaItem {
  return {
    ...headOf(measured),
    key: keyOf('better', shift),
    group: 'upkeep',
    why: say`Better: ${own(tellEvidence(shift.comparison))}`,
    question: 'Raise the bar?',
    checklist: [
      'Accept the run as the baseline: `pawl baseline accept`.',
      'Raise the floor or narrow the margin.',
    ],
    choices: ['raise-the-bar', 'accepted', 'open'],
    dueIn: 14,
  };
}

function unclear(measured: MeasuredSeries, shift: Shift): AgendaItem {
  const { comparison } = shift;
  const cases = counted(measured.measures.newest.cell.cases.length, 'case');
  const why =
    comparison.state === 'not-comparable'
      ? own('Not comparable with the run before the period: the ruler is another one')
      : own(`May be worse: ${tellEvidence(comparison)}; ${cases} cannot tell`);
  return {
    ...headOf(measured),
    key: keyOf('unclear', shift),
    group: 'unclear',
    why,
    question: 'Measure again, or live with not knowing?',
    checklist: [
      'Measure both sides again with more trials: `pawl check --confirm 3`.',
      'Or add cases until the margin can be seen.',
    ],
    choices: ['fix', 'new-case', 'accepted', 'open'],
    dueIn: 14,
  };
}
