/**
 * How often the gate is wrong, by simulation: false accepts of a true drop as large as the margin, alarms where nothing
 * changed, and real drops that are stopped. The same seed prints the same tables.
 *
 *     node scripts/simulate-gate.ts [--replicates 4000] [--seed 1]
 */
import { parseArgs } from 'node:util';

import { decideState } from '../packages/gate/src/decide-state.ts';
import type { PairedMeasure } from '../packages/gate/src/measure-pairs.ts';
import { leansWorse } from '../packages/gate/src/probably-worse.ts';
import { newcombePaired } from '../packages/gate/src/statistics/newcombe.ts';
import { pairedBounds, type ClusterSum } from '../packages/gate/src/statistics/paired-bounds.ts';
import type { PairedTable } from '../packages/gate/src/statistics/paired-table.ts';
import { eligibilityFloor } from '../packages/gate/src/statistics/power.ts';
import { studentQuantile, zQuantile } from '../packages/gate/src/statistics/quantiles.ts';
import { seededRandom } from '../packages/gate/src/statistics/random.ts';
import { tangoScore } from '../packages/gate/src/statistics/tango.ts';

const { values } = parseArgs({
  options: { replicates: { type: 'string' }, seed: { type: 'string' } },
});
const replicates = Number(values.replicates ?? 4000);
const random = seededRandom(Number(values.seed ?? 1));
const alpha = 0.05;

type Draw = () => number[][];

/** One binary pair: lost, gained or the same, with discordance ψ and a true difference Δ. */
function flip(discordance: number, difference: number): number {
  const at = random();
  if (at < (discordance - difference) / 2) return -1;
  return at < discordance ? 1 : 0;
}

const binary =
  (n: number, discordance: number, difference: number): Draw =>
  () =>
    Array.from({ length: n }, () => [flip(discordance, difference)]);

/** Rare drops of most of the scale beside small noise: the mean is −margin. */
const rareDrops =
  (n: number, margin: number): Draw =>
  () =>
    Array.from({ length: n }, () => [
      (random() < margin / 0.8 ? -0.8 : 0) + (random() - 0.5) * 0.04,
    ]);

/** Clusters that share a draw with chance √ICC for each case: their cases agree with correlation ICC. */
function clustered(sizes: readonly number[], icc: number, pair: readonly [number, number]): Draw {
  const [discordance, difference] = pair;
  return () =>
    sizes.map((size) => {
      const common = flip(discordance, difference);
      return Array.from({ length: size }, () =>
        random() < Math.sqrt(icc) ? common : flip(discordance, difference),
      );
    });
}

const repeat = (value: number, times: number): number[] =>
  Array.from({ length: times }, () => value);

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);

function toClusters(groups: readonly number[][]): ClusterSum[] {
  return groups.map((group) => ({ size: group.length, sum: sum(group) }));
}

function rate(draw: Draw, happens: (groups: number[][]) => boolean): number {
  let count = 0;
  for (let at = 0; at < replicates; at += 1) if (happens(draw())) count += 1;
  return count / replicates;
}

type Rule = (groups: number[][], margin: number) => boolean;

const pointRule: Rule = (groups, margin) => sum(groups.flat()) / groups.flat().length >= -margin;

const pairedT: Rule = (groups, margin) => {
  const all = groups.flat();
  const mean = sum(all) / all.length;
  const variance = sum(all.map((value) => (value - mean) ** 2)) / (all.length - 1);
  const error = Math.sqrt(variance / all.length);
  return mean - studentQuantile(1 - alpha, all.length - 1) * error > -margin;
};

/** The pairs that did not flip are taken to pass four times of five. */
function toTable(groups: readonly number[][]): PairedTable {
  const all = groups.flat();
  const lost = all.filter((value) => value < 0).length;
  const gained = all.filter((value) => value > 0).length;
  const bothPass = Math.round((all.length - lost - gained) * 0.8);
  return { lost, gained, bothPass, bothFail: all.length - lost - gained - bothPass };
}

const newcombe: Rule = (groups, margin) =>
  newcombePaired(toTable(groups), 1 - 2 * alpha).low > -margin;

const tango: Rule = (groups, margin) =>
  tangoScore(toTable(groups), -margin) >= zQuantile(1 - alpha);

const augmented: Rule = (groups, margin) =>
  (pairedBounds(toClusters(groups), alpha)?.low ?? -1) > -margin;

function print(title: string, rows: readonly (readonly (string | number)[])[]): void {
  console.log(`\n### ${title}\n`);
  for (const [at, row] of rows.entries()) {
    const cells = row.map((cell) => (typeof cell === 'number' ? cell.toFixed(3) : cell));
    console.log(`| ${cells.join(' | ')} |`);
    if (at === 0) console.log(`|${row.map(() => '---').join('|')}|`);
  }
}

function falseAccepts(): void {
  const header = ['setting', 'point rule', 'paired t', 'Newcombe', 'Tango', 'augmented CR2'];
  const plain = [
    [20, 0.06, 0.05],
    [20, 0.12, 0.05],
    [50, 0.06, 0.05],
    [100, 0.12, 0.05],
    [200, 0.06, 0.05],
  ] as const;
  const binaryRows = plain.map(([n, discordance, margin]) => {
    const draw = binary(n, discordance, -margin);
    const rules = [pointRule, pairedT, newcombe, tango, augmented];
    const rates = rules.map((rule) => rate(draw, (groups) => rule(groups, margin)));
    return [`binary n=${n}, ψ=${discordance}, δ=${margin}`, ...rates];
  });
  const others: readonly (readonly [string, Draw])[] = [
    ...[20, 50, 100].map((n) => [`graded, rare drops, n=${n}`, rareDrops(n, 0.05)] as const),
    ['10 clusters of 10, ICC .2', clustered(repeat(10, 10), 0.2, [0.12, -0.05])],
    ['one of 55 and 9 of 5, ICC .2', clustered([55, ...repeat(5, 9)], 0.2, [0.12, -0.05])],
  ];
  const otherRows = others.map(([name, draw]) => {
    const rates = [pointRule, pairedT].map((rule) => rate(draw, (groups) => rule(groups, 0.05)));
    const ours = rate(draw, (groups) => augmented(groups, 0.05));
    return [name, ...rates, 'n/a', 'n/a', ours];
  });
  print('False accepts at a true drop of δ (nominal .05)', [header, ...binaryRows, ...otherRows]);
}

/** What the gate would say of these differences: its own table, with nothing left out. */
function verdictOn(groups: number[][], margin: number): 'fail' | 'inconclusive' | 'pass' {
  const clusters = toClusters(groups);
  const bounds = pairedBounds(clusters, alpha);
  const needed = eligibilityFloor(margin, alpha);
  const measure = measureOf(groups, clusters);
  const { state } = decideState({ measure, bounds, needed, reasons: [], question: { margin } });
  if (state === 'regressed') return 'fail';
  if (state !== 'unsure' || bounds === undefined)
    return state === 'unsure' ? 'inconclusive' : 'pass';
  const { low, high, pWorse } = bounds;
  const difference = { low, mid: measure.difference, high };
  const leaning = leansWorse({ margin, confidence: 1 - alpha, pWorse, difference });
  return leaning ? 'inconclusive' : 'pass';
}

function measureOf(groups: readonly number[][], clusters: readonly ClusterSum[]): PairedMeasure {
  const all = groups.flat();
  const difference = sum(all) / all.length;
  const squares = sum(all.map((value) => value * value)) / all.length;
  return {
    pairs: all.length,
    baselineMean: 0,
    candidateMean: 0,
    difference,
    clusters,
    clustered: groups.some((group) => group.length > 1),
    plainBits: true,
    lostCases: [],
    gainedCases: [],
    bothPass: 0,
    worse: all.filter((value) => value < 0).length,
    better: all.filter((value) => value > 0).length,
    shared: 0,
    unknownBefore: 0,
    unknownAfter: 0,
    plainVariance: Math.max(0, squares - difference * difference) / all.length,
  };
}

function alarms(): void {
  const rows = [20, 50, 100, 200, 500].flatMap((n) =>
    [0.06, 0.12, 0.3].map((discordance) => {
      const draw = binary(n, discordance, 0);
      const exits = Array.from({ length: replicates }, () => verdictOn(draw(), 0.02));
      const share = (exit: string): number =>
        exits.filter((one) => one === exit).length / replicates;
      const bare = rate(draw, (groups) => !pointRule(groups, 0.02));
      return [`n=${n}, ψ=${discordance}`, share('fail'), share('inconclusive'), bare];
    }),
  );
  const header = ['nothing changed, δ=.02', 'exit 1', 'exit 3', 'a bare point rule blocks'];
  print('How often a change that changes nothing is blocked', [header, ...rows]);
}

function power(): void {
  const settings = [
    [50, 0.12, 0.1],
    [100, 0.12, 0.1],
    [100, 0.12, 0.05],
    [200, 0.12, 0.05],
    [500, 0.12, 0.03],
  ] as const;
  const rows = settings.map(([n, discordance, drop]) => {
    const draw = binary(n, discordance, -drop);
    const exits = Array.from({ length: replicates }, () => verdictOn(draw(), 0.02));
    const fails = exits.filter((one) => one === 'fail').length / replicates;
    const stopped = exits.filter((one) => one !== 'pass').length / replicates;
    return [`n=${n}, ψ=${discordance}, true drop ${drop}`, fails, stopped];
  });
  print('How often a real drop is stopped', [['δ=.02', 'exit 1', 'exit 1 or 3'], ...rows]);
}

console.log(`${replicates} replicates a cell`);
falseAccepts();
alarms();
power();
