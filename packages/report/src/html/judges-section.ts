import type { BoundedNumber } from '@pawl/core';
import { h, type ComponentChild } from 'preact';

import type { CalibrationFacts, ReportView } from '../history/report-view.ts';
import { judgeCourses, kappaText, phraseMove, type JudgeCourse } from '../history/tell-judges.ts';
import { dayText, momentText } from '../history/time.ts';
import { count, counted, interval, percent } from '../numbers.ts';
import { agreementChart } from './agreement-chart.ts';
import { dataTable, plainTable } from './data-table.ts';
import { name, others, phraseNodes } from './words.ts';

/** How far each scorer agrees with people, over time; nothing where none was ever held against them. */
export function judgesSection({ calibrations }: ReportView): ComponentChild {
  const courses = judgeCourses(calibrations);
  if (courses.length === 0) return null;
  const charted = courses.filter(({ points }) => points.filter(hasAgreement).length > 1);
  return h(
    'section',
    { id: 'judges' },
    h('h2', null, 'Judges beside people'),
    h(
      'p',
      { class: 'lead' },
      'What pawl judge calibrate measured. A judge moved when two measurements in a row have intervals that do not meet.',
    ),
    newest(courses),
    h('div', { class: 'charts' }, charted.map(courseFigure)),
  );
}

const hasAgreement = ({ agreement }: CalibrationFacts): boolean => agreement !== undefined;

function newest(courses: readonly JudgeCourse[]): ComponentChild {
  return plainTable({
    titles: ['Scorer', 'Set', 'Outputs', 'Agreement', 'Interval', 'Kappa', 'Interval', 'Measured'],
    right: [2, 3, 4, 5, 6],
    keep: [7],
    rows: courses.flatMap(({ set, scorer, points }) => {
      const last = points.at(-1);
      return last === undefined
        ? []
        : [[name(scorer, 40), name(set, 40), ...figures(last), dayText(last.at)]];
    }),
  });
}

function figures({ outputs, agreement, kappa }: CalibrationFacts): readonly string[] {
  return [
    count(outputs),
    agreement === undefined ? 'too few' : percent(agreement.value),
    agreement === undefined ? '' : interval(agreement),
    kappa === undefined ? '' : kappaText(kappa.value),
    kappa === undefined ? '' : kappaInterval(kappa),
  ];
}

const kappaInterval = ({ low, high }: BoundedNumber): string =>
  `${kappaText(low)}–${kappaText(high)}`;

function courseFigure({ set, scorer, points, moves }: JudgeCourse): ComponentChild {
  const label = `Agreement of ${others(scorer)} with people on ${others(set)}, ${counted(points.length, 'measurement')}`;
  return h(
    'figure',
    null,
    h(
      'figcaption',
      null,
      h('b', null, name(scorer, 40)),
      h('span', { class: 'soft' }, name(set, 40), ': agreement, below it kappa'),
    ),
    agreementChart(points, label),
    moves.length === 0
      ? h('p', { class: 'small soft' }, 'It did not move.')
      : moves.slice(-3).map((move) => {
          const tone = move.now.value < move.was.value ? 'worse' : 'better';
          return h(
            'p',
            { class: `small ${tone}` },
            'It moved: ',
            phraseNodes(phraseMove(move)),
            '.',
          );
        }),
    dataTable({
      titles: ['Measured', 'Outputs', 'Agreement', 'Interval', 'Kappa', 'Interval', 'Commit'],
      right: [1, 2, 3, 4, 5],
      rows: points
        .slice(-60)
        .toReversed()
        .map((one) => [
          momentText(one.at),
          ...figures(one),
          one.commit === undefined ? '' : name(one.commit.slice(0, 8)),
        ]),
    }),
  );
}
