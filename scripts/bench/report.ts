import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { startBrowser } from '../../packages/report/test-browser/browser.ts';
import { writeHistory, type HistorySize } from './history.ts';
import { makeProject, recordedProject, type Bench } from './project.ts';
import { atMost, time, times, type Row } from './row.ts';
import { median, runProgram, takeTurns, type Measured } from './run-program.ts';

/** The trend report: over runs that were made, and over histories of the size that a team has after a year. */
export async function measureReport(bench: Bench): Promise<readonly Row[]> {
  const shrink = bench.quick ? 5 : 1;
  return [
    await fewRuns(bench),
    ...(await manyRuns(bench, { sets: 1, runs: 1000 / shrink, cases: 200 })),
    ...(await manySets(bench, { sets: 20, runs: 100 / shrink, cases: 200 })),
  ];
}

const runs = 5;

async function fewRuns(bench: Bench): Promise<Row> {
  const project = recordedProject(bench, 1000);
  for (let run = 0; run < runs; run += 1) await runProgram(bench.pawl(project, 'run', '--quiet'));
  const report = await measured(bench, project, ['report', '--out', 'report.html']);
  return {
    load: `\`pawl report\`, ${runs} runs of 1,000 cases`,
    ...timed(report),
    must: atMost(2000, '2 s'),
  };
}

/** A year of a busy set: first the list, then the report, each with nothing known and with everything known. */
async function manyRuns(bench: Bench, size: HistorySize): Promise<readonly Row[]> {
  const project = await historyProject(bench, size);
  const load = tell(size);
  const list = await runProgram(bench.pawl(project, 'runs'));
  const first = await runProgram(bench.pawl(project, ...reportWords));
  const again = await measured(bench, project, reportWords);
  return [
    {
      load: `\`pawl runs\` for the first time, ${load}`,
      ...timed(list),
      must: atMost(3000, '3 s'),
    },
    {
      load: `\`pawl report\` for the first time, ${load}`,
      ...timed(first),
      must: atMost(10_000, '10 s'),
    },
    {
      load: `\`pawl report\` from the index, ${load}`,
      ...timed(again),
      must: atMost(1000, '1 s'),
    },
  ];
}

async function manySets(bench: Bench, size: HistorySize): Promise<readonly Row[]> {
  const load = tell(size);
  const half = await historyProject(bench, { ...size, runs: size.runs / 2 });
  const whole = await historyProject(bench, size);
  for (const project of [half, whole]) await runProgram(bench.pawl(project, ...reportWords));
  const [small, large] = await takeTurns(
    [half, whole].map((project) => () => bench.pawl(project, ...reportWords)),
    bench.rounds,
  );
  if (small === undefined || large === undefined) throw new Error('Nothing was measured');
  const growth = large.cpuMs / small.cpuMs;
  return [
    { load: `\`pawl report\` from the index, ${load}`, ...timed(large), must: atMost(2000, '2 s') },
    sizeRow(load, whole),
    ...(await paintRows(load, join(whole, page))),
    {
      load: '`pawl report`, twice the runs',
      pawl: `${time(small.cpuMs)}, then ${time(large.cpuMs)} CPU`,
      beside: 'linear: 2.00× at most',
      number: growth,
      shown: times(growth),
      must: atMost(2.1, '2.1×'),
    },
  ];
}

function sizeRow(load: string, project: string): Row {
  const megabytes = statSync(join(project, page)).size / 1e6;
  const shown = `${megabytes.toFixed(2)} MB`;
  return {
    load: `the page, ${load}`,
    pawl: shown,
    beside: '',
    number: megabytes,
    shown,
    must: atMost(3, '3 MB'),
  };
}

const chromium = '/usr/bin/chromium';
const paintTimes = `new Promise((tell) => {
  const look = () => {
    const [first] = performance.getEntriesByName('first-contentful-paint');
    if (first === undefined) setTimeout(look, 20);
    else tell(first.startTime);
  };
  look();
})`;

/** From the start of the navigation to the first paint, in the browser that the tests use; nothing where it is not there. */
async function paintRows(load: string, file: string): Promise<readonly Row[]> {
  if (!existsSync(chromium)) return [];
  const browser = await startBrowser();
  const paints: number[] = [];
  try {
    for (let round = 0; round < 7; round += 1) {
      const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await tab.goto(pathToFileURL(file).href);
      paints.push(await tab.evaluate<number>(paintTimes));
      await tab.close();
    }
  } finally {
    await browser.close();
  }
  const number = median(paints);
  return [
    {
      load: `first paint of the page, ${load}`,
      pawl: time(number),
      beside: `${time(Math.min(...paints))} to ${time(Math.max(...paints))}`,
      number,
      shown: time(number),
      must: atMost(300, '300 ms'),
    },
  ];
}

const page = 'report.html';
const reportWords = ['report', '--since', '2026-01-15', '--out', page] as const;

async function historyProject(bench: Bench, size: HistorySize): Promise<string> {
  const project = makeProject(bench, { 'pawl.yaml': 'targets: {}\n' });
  await writeHistory(project, size);
  process.on('exit', () => rmSync(project, { recursive: true, force: true }));
  return project;
}

async function measured(
  bench: Bench,
  project: string,
  words: readonly string[],
): Promise<Measured> {
  const [found] = await takeTurns([() => bench.pawl(project, ...words)], bench.rounds);
  if (found === undefined) throw new Error('Nothing was measured');
  return found;
}

const timed = (one: Measured): Omit<Row, 'load' | 'must'> => ({
  pawl: time(one.wallMs),
  beside: `${time(one.cpuMs)} CPU`,
  number: one.wallMs,
  shown: time(one.wallMs),
});

const tell = ({ sets, runs: many, cases }: HistorySize): string =>
  `${sets === 1 ? '' : `${sets} sets × `}${many.toLocaleString('en')} runs × ${cases} cases`;
