import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { IntervalEnds } from '@pawl/core';
import { calibrateDocumentSchema, type CalibrateDocument } from '@pawl/report';
import { describe, expect, test } from 'vitest';

import { startModel } from '../../testing/model-server.ts';
import { onOneLine } from '../../testing/on-one-line.ts';
import { copyFixture, type TestProject } from '../../testing/project.ts';
import { pawl } from '../../testing/test-world.ts';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));

const calibrated = (out: string): CalibrateDocument =>
  calibrateDocumentSchema.parse(JSON.parse(out));

/** Cohen's kappa of two raters and two verdicts, from its textbook form. */
function kappaOf([truePass, falsePass, falseFail, trueFail]: readonly [
  number,
  number,
  number,
  number,
]): number {
  const twice = 2 * (truePass * trueFail - falsePass * falseFail);
  const passes = (truePass + falsePass) * (falsePass + trueFail);
  const fails = (truePass + falseFail) * (falseFail + trueFail);
  return twice / (passes + fails);
}

// wangcunxiang/QA-Eval (EVOUNA) @ 90007d39. The answer sheet counts a gold answer that normalises to nothing (`A+`, `*`) as
// contained in everything; with us it is no needle, which moves up to two outputs a target (gpt-3.5: 1,530 matches to 1,528).
const people = [
  ['evouna-fid', [1779, 7, 303, 930]],
  ['evouna-gpt-3.5', [1521, 7, 457, 1035]],
  ['evouna-chatgpt-3.5', [1678, 69, 526, 747]],
  ['evouna-chatgpt-4', [1858, 6, 523, 633]],
  ['evouna-bing-chat', [1924, 48, 489, 558]],
] as const;

/** How wide an interval is; nothing is no wider than anything. */
const width = ({ low, high }: IntervalEnds = { low: 0, high: 0 }): number => high - low;

test('lexical match beside people, on 15,098 answers of five systems', async () => {
  const ended = await pawl({ cwd: repository }, 'judge', 'calibrate', 'nq-human-judged', '--json');
  const document = calibrated(ended.out);
  expect({ code: ended.code, n: document.n, leftOut: document.leftOut }).toEqual({
    code: 0,
    n: 15_098,
    leftOut: { unlabelled: 0, unscored: 0, faulted: 2 },
  });
  expect(
    document.targets.map(({ target, confusion }) => [target, Object.values(confusion)]),
  ).toEqual(people);
  const matches = document.targets.map(({ confusion }) => confusion.truePass + confusion.falsePass);
  expect(matches).toEqual([1786, 1528, 1747, 1864, 1972]);
  // five outputs stand a question: drawn question by question, kappa is in more doubt than if all were independent
  expect(document.resampled?.cases).toBe(3020);
  expect(width(document.resampled?.kappa)).toBeGreaterThan(1.1 * width(document.kappa));
  for (const [at, [, confusion]] of people.entries()) {
    const { kappa, agreement = 0, n } = document.targets[at] ?? {};
    expect(kappa?.value).toBeCloseTo(kappaOf(confusion), 12);
    expect(kappa?.low).toBeLessThan(kappaOf(confusion));
    expect(agreement * (n ?? 0)).toBeCloseTo(confusion[0] + confusion[3], 6);
  }
});

const rows = (many: number, human: (at: number) => unknown): string =>
  Array.from({ length: many }, (_, at) =>
    JSON.stringify({ case_id: `c${at}`, output: at % 4 === 0 ? 'no' : 'yes', human: human(at) }),
  ).join('\n');

async function smallProject(many: number, human: (at: number) => unknown): Promise<TestProject> {
  const project = await copyFixture();
  await project.write(
    'pawl.yaml',
    'targets:\n  old: { provider: recorded, outputs: rows.jsonl }\ndefaults: { targets: [old] }\n',
  );
  await project.write(
    'evals/small/set.yaml',
    "name: small\nversion: 1.0.0\nowner: '@me'\nscorers:\n  - equals: 'yes'\n  - { type: length, name: short, max: 3, advisory: true }\n",
  );
  await project.write(
    'evals/small/cases.jsonl',
    Array.from({ length: many }, (_, at) => JSON.stringify({ id: `c${at}`, input: 'q' })).join(
      '\n',
    ),
  );
  await project.write('rows.jsonl', rows(many, human));
  return project;
}

const ofEquals = ['judge', 'calibrate', 'small', '--scorer', 'equals'];

describe('a scorer beside human labels', () => {
  test('a label that is none is told with its place', async () => {
    const odd: Readonly<Record<number, unknown>> = { 1: 'maybe', 2: 1.7, 3: '' };
    await using project = await smallProject(40, (at) => (at in odd ? odd[at] : at % 4 !== 0));
    const { out } = await project.pawl(...ofEquals, '--json');
    const { unreadable, leftOut } = calibrated(out);
    expect(leftOut.unlabelled).toBe(3);
    expect(unreadable?.many).toBe(2);
    expect(unreadable?.labels.map(({ case: id, path, value }) => [id, path, value])).toEqual([
      ['c1', 'human', '"maybe"'],
      ['c2', 'human', '1.7'],
    ]);
    const told = await project.pawl(...ofEquals);
    expect(onOneLine(told.out)).toContain(
      '2 labels are neither a truth value nor a share from 0 to 1: `"maybe"` at `human` of `c1`',
    );
  });

  test('of fewer than 30 labels it says only that they are too few, and ends inconclusive', async () => {
    await using project = await smallProject(29, () => true);
    const { code, out } = await project.pawl(...ofEquals);
    expect(out).toContain('Too few: 29 labels');
    expect(out).not.toContain('%');
    const json = await project.pawl(...ofEquals, '--json');
    expect(code).toBe(3);
    expect(calibrated(json.out)).not.toHaveProperty('kappa');
    expect(calibrated(json.out)).toMatchObject({ outcome: 'too-few', n: 29 });
  });

  test('records no run, and keeps the result for the report', async () => {
    await using project = await smallProject(40, (at) => at % 4 !== 0);
    const { code, out } = await project.pawl(...ofEquals);
    expect(code).toBe(0);
    expect(out).toContain('Agrees on 100.0 % of 40 outputs, kappa 1.00');
    expect(readdirSync(`${project.root}/.pawl`)).toEqual(['calibrations']);
  });

  test('reads a label of each person, and how far people agree with each other', async () => {
    await using project = await smallProject(40, (at) => ({
      ann: at % 4 !== 0,
      ben: at % 5 !== 0,
    }));
    const labels = ['--label', 'human.ann', '--label', 'human.ben'];
    const { out } = await project.pawl(...ofEquals, ...labels, '--json');
    const document = calibrated(out);
    expect(document.labels).toEqual(['human.ann', 'human.ben']);
    expect(document.ceiling?.n).toBe(40);
    expect(document.ceiling?.agreement).toBeCloseTo(26 / 40, 12);
    const table = await project.pawl(...ofEquals, ...labels);
    expect(table.out).toContain('People agree with each other on 65.0 % of 40 outputs');
  });

  test('says how three people agree, with an interval that is the same twice', async () => {
    await using project = await smallProject(60, (at) => [
      at % 4 !== 0,
      at % 5 !== 0,
      at % 6 !== 0,
    ]);
    const { out } = await project.pawl(...ofEquals, '--json');
    const { alpha = 0, alphaEnds = { low: 1, high: 0 } } = calibrated(out).ceiling ?? {};
    expect(alphaEnds.low).toBeLessThan(alpha);
    expect(alphaEnds.high).toBeGreaterThan(alpha);
    expect((await project.pawl(...ofEquals, '--json')).out).toBe(out);
  });

  test('tells how a pairwise judge stands to the order of the answers', async () => {
    await using project = await smallProject(40, (at) => at % 4 !== 0);
    // prefers the first answer, but of ten pairs sees the better one wherever it stands
    await using server = await startModel((prompt) => {
      const better = /first answer:\n<<\w+\nno\n/.test(prompt) ? 'second' : 'first';
      const isSeen = /<<\w+\nno\n/.test(prompt);
      return JSON.stringify({ reason: 'because', verdict: isSeen ? better : 'first' });
    });
    await project.edit(
      'evals/small/set.yaml',
      "  - equals: 'yes'\n",
      `  - { type: pairwise, against: maybe, model: { provider: openai, model: m, baseUrl: '${server.url}' } }\n`,
    );
    const ofPairs = ['judge', 'calibrate', 'small', '--scorer', 'pairwise'];
    const { code, out } = await project.pawl(...ofPairs, '--json');
    const { orders } = calibrated(out);
    expect(code).toBe(0);
    expect(orders?.pairs).toBe(40);
    expect(orders?.consistency.value).toBeCloseTo(0.25, 12);
    expect(orders?.positionBias?.value).toBeCloseTo(0.75, 12);
    const table = await project.pawl(...ofPairs);
    expect(table.out).toContain('Says the same in both orders on 25.0 %');
  });

  test('sets the share of all outputs right by those with a label', async () => {
    await using project = await smallProject(400, (at) => (at < 100 ? at % 5 !== 0 : null));
    const { out } = await project.pawl(...ofEquals, '--json');
    const { n, leftOut, corrected } = calibrated(out);
    expect({ n, unlabelled: leftOut.unlabelled }).toEqual({ n: 100, unlabelled: 300 });
    expect(corrected?.scorerShare).toBeCloseTo(0.75, 12);
    expect(corrected?.ppi?.value).toBeGreaterThan(0.7);
  });

  test('scores the stored outputs of a run with another scorer', async () => {
    await using project = await smallProject(40, (at) => at % 4 !== 0);
    await project.pawl('run', '--quiet');
    const { code, out } = await project.pawl(...ofEquals, '--run', 'latest', '--json');
    expect(code).toBe(0);
    expect(calibrated(out).confusion).toEqual({
      truePass: 30,
      falsePass: 0,
      falseFail: 0,
      trueFail: 10,
    });
  });
});

describe('what is refused', () => {
  test('a set with several scorers and none named', async () => {
    await using project = await smallProject(40, () => true);
    const { code, err } = await project.pawl('judge', 'calibrate', 'small');
    expect(code).toBe(2);
    expect(err).toContain('Name one: --scorer equals (of equals, short).');
  });

  test('a scorer that the set does not have', async () => {
    await using project = await smallProject(40, () => true);
    const { code, err } = await project.pawl('judge', 'calibrate', 'small', '--scorer', 'equal');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean equals?');
  });

  test('a target whose outputs are not recorded', async () => {
    await using project = await smallProject(40, () => true);
    await project.write('echo.mjs', 'export default (input) => input;\n');
    await project.write(
      'pawl.yaml',
      'targets:\n  app: { provider: module, module: echo.mjs }\ndefaults: { targets: [app] }\n',
    );
    const { code, err } = await project.pawl(...ofEquals);
    expect(code).toBe(2);
    expect(err).toContain('pawl run small --target app');
  });
});
