import type { MeasuredSeries } from '../history/measure-all.ts';
import type { SeriesMeasures } from '../history/measure-series.ts';
import { underpoweredSets } from '../history/underpowered-sets.ts';
import { count, counted, percent, points } from '../numbers.ts';
import { code, join, listNames, own, say, type Phrase } from '../phrase.ts';
import type { AgendaItem } from './agenda-item.ts';

/** Cases that broke again after they were mended. */
export function reworkItems(all: readonly MeasuredSeries[]): AgendaItem[] {
  return all.flatMap(({ series, measures }): AgendaItem[] => {
    const cases = measures.rework.map((course) => course.case);
    if (cases.length === 0) return [];
    return [
      {
        key: `rework:${series.set}:${series.target}`,
        group: 'rework',
        title: say`${series.set} on ${code(series.target)}: ${own(counted(cases.length, 'case'))} broke again`,
        why: say`Mended once and failing again: ${listNames(cases, 5)}`,
        question: 'What keeps breaking them?',
        checklist: [
          'Name the common cause, or mark the case flaky and give it more trials.',
          'Make the case critical where it must never fail.',
        ],
        choices: ['fix', 'raise-the-bar', 'retire', 'open'],
        ...(series.owner === '' ? {} : { owner: series.owner }),
        dueIn: 14,
      },
    ];
  });
}

/** Sets that are too small for their own margin. */
export function sightItems(all: readonly MeasuredSeries[]): AgendaItem[] {
  return underpoweredSets(all).map(({ set, cases, needed, forPower, lacking, margin }) => {
    const owner = all.find(({ series }) => series.set === set)?.series.owner ?? '';
    return {
      key: `sight:${set}`,
      group: 'sight',
      title: say`${set} lacks ${own(counted(lacking, 'case'))}`,
      why: own(
        `${counted(cases, 'case')}, and a margin of ${points(margin)} points needs ${count(needed)}${tellPower(forPower)}`,
      ),
      question: 'Add cases, add trials, or widen the margin?',
      checklist: [
        'Take cases from real traffic and from incidents first.',
        'Or declare the margin that the set can see.',
      ],
      choices: ['new-case', 'accepted', 'open'],
      ...(owner === '' ? {} : { owner }),
      dueIn: 30,
    };
  });
}

function tellPower(cases: number | undefined): string {
  return cases === undefined ? '' : `, and ${count(cases)} for a power of 80 %`;
}

/** Saturated, stale and unowned sets. */
export function upkeepItems(all: readonly MeasuredSeries[]): AgendaItem[] {
  return all.flatMap((one) => [...saturatedItem(one), ...neglectedItem(one)]);
}

function saturatedItem({ series, measures }: MeasuredSeries): AgendaItem[] {
  const cases = measures.courses.length;
  const share = cases === 0 ? 0 : measures.alwaysPassed.length / cases;
  if (measures.saturatedOver === 0 || share < 0.8) return [];
  return [
    {
      key: `saturated:${series.set}:${series.target}`,
      group: 'upkeep',
      title: say`${series.set} on ${code(series.target)} is nearly saturated`,
      why: own(
        `${percent(share)} of ${counted(cases, 'case')} passed in each of the last ${measures.saturatedOver} runs`,
      ),
      question: 'Raise the bar, or retire cases?',
      checklist: [
        'Keep what guards an incident.',
        'Add harder cases before easy ones are retired.',
      ],
      choices: ['raise-the-bar', 'retire', 'accepted', 'open'],
      ...(series.owner === '' ? {} : { owner: series.owner }),
      dueIn: 30,
    },
  ];
}

function neglectedItem({ series, measures }: MeasuredSeries): AgendaItem[] {
  const reasons = neglectOf(measures, series.owner);
  if (reasons.length === 0) return [];
  return [
    {
      key: `upkeep:${series.set}:${series.target}`,
      group: 'upkeep',
      title: say`${series.set} on ${code(series.target)}`,
      why: join(reasons, '; '),
      question: 'Who keeps it, or is it retired?',
      checklist: ['Run it again, or take it out of the gate.', 'Write an owner into set.yaml.'],
      choices: ['fix', 'retire', 'open'],
      ...(series.owner === '' ? {} : { owner: series.owner }),
      dueIn: 14,
    },
  ];
}

function neglectOf({ stale, ageDays, staleCases }: SeriesMeasures, owner: string): Phrase[] {
  const silent = stale ? [] : staleCases;
  return [
    ...(stale ? [own(`The last run is ${counted(ageDays, 'day')} old`)] : []),
    ...(silent.length === 0 ? [] : [say`No answer for too long from ${listNames(silent, 5)}`]),
    ...(owner === '' ? [own('Nobody owns it')] : []),
  ];
}
