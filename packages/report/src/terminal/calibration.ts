import type {
  Agreement,
  BoundedNumber,
  Calibration,
  HumanCeiling,
  IntervalEnds,
  JudgedOrders,
} from '@pawl/core';

import { count, counted, percent, points } from '../numbers.ts';
import { code, join, own, quote, say, type Phrase } from '../phrase.ts';
import type { Canvas, Paint } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing, type Cell, type Column } from './table.ts';

/** A scorer beside people: what follows from it, a row for each target, what was left out. */
export function renderCalibration(calibration: Calibration, canvas: Canvas): string {
  return stack([
    layOutHeadline(calibration, canvas),
    layOutTable(columns, rowsOf(calibration, canvas.paint), canvas),
    layOutMeaning(calibration, canvas),
  ]);
}

function layOutHeadline(calibration: Calibration, { width, paint }: Canvas): string[] {
  const { set, scorer, overall, labels } = calibration;
  const source = join(labels.map(quote), ' and ');
  const title = say`${scorer} beside people · ${set} · labels from ${source}`;
  return [
    ...layOut(title, { width, colour: paint.bold }),
    ...layOut(headlineOf(overall), { width, ...lookOf(overall, paint) }),
  ];
}

function headlineOf({ n, figures }: Agreement): Phrase {
  if (n === 0) return own('No output has both a label and a score');
  if (figures === undefined) {
    return own(
      `Too few: ${counted(n, 'label')}; with fewer than 30 nothing can be said of a scorer`,
    );
  }
  const kappa =
    figures.kappa === undefined
      ? 'kappa is not defined'
      : `kappa ${tellKappa(figures.kappa)} ${tellKappaEnds(figures.kappa)}`;
  return own(`Agrees on ${percent(figures.agreement.value)} of ${counted(n, 'output')}, ${kappa}`);
}

function lookOf({ figures }: Agreement, paint: Paint) {
  return figures === undefined ? { mark: '?', markColour: paint.yellow } : {};
}

const columns: readonly Column[] = [
  { title: 'target', least: 12 },
  { title: 'labels', align: 'right', keep: 8 },
  { title: 'agreement', align: 'right' },
  { title: 'kappa', align: 'right' },
  { title: 'interval', keep: 7 },
  { title: 'fails found', align: 'right', keep: 6 },
  { title: 'passes kept', align: 'right', keep: 5 },
  { title: 'people pass', align: 'right', keep: 4 },
  { title: 'scorer passes', align: 'right', keep: 3 },
  { title: 'people agree', align: 'right', keep: 2 },
];

function rowsOf({ overall, targets }: Calibration, paint: Paint): (readonly Cell[])[] {
  const rows = targets.map((row) => rowOf(row.target, row, paint));
  return targets.length > 1 ? [...rows, rowOf('all', overall, paint)] : rows;
}

function rowOf(name: string, agreement: Agreement, paint: Paint): readonly Cell[] {
  const { n, figures, ceiling } = agreement;
  if (figures === undefined) {
    return [name, count(n), { text: 'too few', colour: paint.yellow }];
  }
  const { kappa, sensitivityOnFails, specificity, humanShare, scorerShare } = figures;
  return [
    name,
    count(n),
    percent(figures.agreement.value),
    kappa === undefined ? nothing : { text: tellKappa(kappa), colour: paint.bold },
    kappa === undefined ? nothing : tellKappaEnds(kappa).slice(1, -1),
    tellShare(sensitivityOnFails),
    tellShare(specificity),
    percent(humanShare),
    percent(scorerShare),
    ceiling === undefined ? nothing : percent(ceiling.agreement),
  ];
}

function tellShare(share: BoundedNumber | undefined): string {
  return share === undefined ? nothing : percent(share.value);
}

const tellKappa = ({ value }: BoundedNumber): string => signed(value);

const tellKappaEnds = ({ low, high }: IntervalEnds): string => `(${signed(low)} … ${signed(high)})`;

const signed = (value: number): string => value.toFixed(2).replace('-', '−');

function layOutMeaning(calibration: Calibration, { width, paint }: Canvas): string[] {
  const { overall, orders, leftOut } = calibration;
  const lines = [
    ...tellFigures(overall),
    ...tellResampled(calibration),
    ...(orders === undefined ? [] : [tellOrders(orders)]),
    ...(overall.ceiling === undefined ? [] : [tellCeiling(overall.ceiling)]),
    ...tellCorrected(overall),
    ...tellLosses(leftOut),
  ];
  return [
    ...lines.flatMap((line) => layOut(own(line), { width, colour: paint.dim })),
    ...tellUnreadable(calibration).flatMap((line) => layOut(line, { width, mark: '!' })),
  ];
}

/** Labels that nobody can read, by their places. */
function tellUnreadable({ unreadable }: Calibration): readonly Phrase[] {
  if (unreadable === undefined) return [];
  const { many, labels } = unreadable;
  const places = labels
    .slice(0, 3)
    .map(
      ({ target, case: id, trial, path, value }) =>
        say`${code(value)} at ${code(path)} of ${code(id)} on ${code(target)}, trial ${own(count(trial))}`,
    );
  const left = many - places.length;
  const more = own(left > 0 ? `, and ${count(left)} more` : '');
  const what = own(
    `${counted(many, 'label')} ${many === 1 ? 'is' : 'are'} neither a truth value nor a share from 0 to 1: `,
  );
  return [say`${what}${join(places, '; ')}${more}`];
}

function tellFigures({ figures, confusion }: Agreement): string[] {
  if (figures === undefined) return [];
  const { falsePass, falseFail } = confusion;
  const wrong = `It passes ${count(falsePass)} that people fail, and fails ${count(falseFail)} that people pass`;
  if (figures.shrinkage === undefined) return [wrong];
  const shown = points(Math.max(0, figures.shrinkage) / 10);
  return [`${wrong}; a true difference of 10 points shows as ${shown}`];
}

/** Only where cases have several outputs: otherwise the table says it. */
function tellResampled({ overall, resampled }: Calibration): string[] {
  if (resampled === undefined || resampled.cases === overall.n) return [];
  const { cases, agreement, kappa } = resampled;
  const beyond = kappa === undefined ? '' : `, kappa ${tellKappaEnds(kappa).slice(1, -1)}`;
  return [
    `With the outputs of a case taken together (bootstrap over ${counted(cases, 'case')}): agreement ${percent(agreement.low)} … ${percent(agreement.high)}${beyond}`,
  ];
}

function tellOrders({ pairs, consistency, positionBias }: JudgedOrders): string {
  const bias =
    positionBias === undefined
      ? ''
      : `; position bias ${tellKappa(positionBias)} ${tellKappaEnds(positionBias)}, where 1 is always the answer shown first`;
  return `Says the same in both orders on ${tellBetween(consistency)} of ${counted(pairs, 'pair')}${bias}`;
}

function tellCeiling({ n, agreement, kappa, alpha, alphaEnds }: HumanCeiling): string {
  const beyond = kappa === undefined ? '' : `, kappa ${tellKappa(kappa)} ${tellKappaEnds(kappa)}`;
  const doubt = alphaEnds === undefined ? '' : ` ${tellKappaEnds(alphaEnds)}`;
  const all = alpha === undefined ? '' : `, Krippendorff's alpha ${signed(alpha)}${doubt}`;
  return `People agree with each other on ${percent(agreement)} of ${counted(n, 'output')} with two labels${beyond}${all}`;
}

function tellCorrected({ corrected }: Agreement): string[] {
  if (corrected === undefined) return [];
  const { unlabelled, scorerShare, roganGladen, ppi } = corrected;
  const ways = [
    ...(roganGladen === undefined ? [] : [`${tellBetween(roganGladen)} after Rogan and Gladen`]),
    ...(ppi === undefined ? [] : [`${tellBetween(ppi)} after PPI++`]),
  ];
  const right = ways.length === 0 ? 'no correction is possible' : ways.join(', ');
  return [
    `With ${counted(unlabelled, 'output')} more that nobody judged, the scorer passes ${percent(scorerShare)}; set right by the labels: ${right}`,
  ];
}

const tellBetween = ({ value, low, high }: BoundedNumber): string =>
  `${percent(value)} (${percent(low)} … ${percent(high)})`;

function tellLosses({ unlabelled, unscored, faulted }: Calibration['leftOut']): string[] {
  const losses = [
    ...(unlabelled === 0 ? [] : [`${count(unlabelled)} without a label`]),
    ...(unscored === 0 ? [] : [`${count(unscored)} unscored`]),
    ...(faulted === 0 ? [] : [`${count(faulted)} faulted`]),
  ];
  return losses.length === 0 ? [] : [`Left out: ${losses.join(', ')}`];
}
