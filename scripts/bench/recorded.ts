import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { makeProject, recordedProject, type Bench } from './project.ts';
import { atMost, megabytes, micros, time, type Row } from './row.ts';
import { runProgram, takeTurns, type Measured } from './run-program.ts';

const repository = join(import.meta.dirname, '../..');

const gsm8kTargets = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'];

/** GSM8K on its four recorded configurations, from the shell to the table. */
export async function measureGsm8k(bench: Bench): Promise<readonly Row[]> {
  const project = gsm8kProject(bench);
  const inSet = (name: string): string => join(project, 'evals/gsm8k', name);
  const files = ['cases.jsonl', 'recorded.jsonl', 'loop.jsonl'].map(inSet);
  const [pawl, floor] = await takeTurns(
    [
      () => bench.pawl(project, 'run', 'gsm8k', '--quiet'),
      () => bench.floor('recorded-loop.mjs', ...files),
    ],
    bench.rounds,
  );
  if (!pawl || !floor) throw new Error('Nothing was measured');
  return [
    {
      load: 'GSM8K × 4, 5,276 recorded trials',
      pawl: `${time(pawl.wallMs)}, ${time(pawl.cpuMs)} CPU`,
      beside: `bare loop ${time(floor.wallMs)}, ${time(floor.cpuMs)} CPU`,
      number: pawl.wallMs,
      shown: time(pawl.wallMs),
      must: atMost(2000, '2 s'),
    },
  ];
}

function gsm8kProject(bench: Bench): string {
  const files = ['set.yaml', 'cases.jsonl', 'recorded.jsonl'].map((name) => `evals/gsm8k/${name}`);
  const targets = gsm8kTargets.map(
    (name) =>
      `  ${name}: { provider: recorded, outputs: evals/gsm8k/recorded.jsonl, where: { target: ${name} } }\n`,
  );
  return makeProject(bench, {
    'pawl.yaml': `targets:\n${targets.join('')}`,
    ...Object.fromEntries(
      files.map((file) => [file, readFileSync(join(repository, file), 'utf8')]),
    ),
  });
}

/** Many recorded trials: time, cost of one more, memory of one more. */
export async function measureMany(bench: Bench): Promise<readonly Row[]> {
  const [few, many] = bench.quick ? [5000, 20_000] : [25_000, 100_000];
  const small = recordedProject(bench, few);
  const large = recordedProject(bench, many);
  const files = ['evals/load/cases.jsonl', 'rows.jsonl', 'loop.jsonl'];
  const [before, after, floor] = await takeTurns(
    [
      () => bench.pawl(small, 'run', '--quiet'),
      () => bench.pawl(large, 'run', '--quiet'),
      () => bench.floor('recorded-loop.mjs', ...files.map((file) => join(large, file))),
    ],
    bench.quick ? 1 : 2,
  );
  if (!before || !after || !floor) throw new Error('Nothing was measured');
  const live = await Promise.all(
    [small, large].map((project) => runProgram(bench.collected(project, 'run', '--quiet'))),
  );
  const dataKb = sizeOf(large) / many / 1024;
  const huge = recordedProject(bench, 3 * many);
  const [whole] = await takeTurns([() => bench.pawl(huge, 'run', '--quiet')], 2);
  const liveMb = live.map((one) => one.liveMb);
  const rssMb = [after.rssMb, whole?.rssMb ?? Number.NaN];
  return rowsOfMany({ before, after, floor, liveMb, rssMb }, { few, many, dataKb });
}

interface Many {
  readonly before: Measured;
  readonly after: Measured;
  readonly floor: Measured;
  /** In use with few trials, and with many. */
  readonly liveMb: readonly number[];
  /** Taken with many trials, and with three times as many: what is taken once for all stands in both. */
  readonly rssMb: readonly number[];
}

interface Sizes {
  readonly few: number;
  readonly many: number;
  readonly dataKb: number;
}

function rowsOfMany(results: Many, sizes: Sizes): readonly Row[] {
  return [...speedRows(results, sizes), ...memoryRows(results, sizes)];
}

function speedRows({ before, after, floor }: Many, { few, many }: Sizes): readonly Row[] {
  const own = ((after.cpuMs - before.cpuMs) * 1000) / (many - few);
  const whole = after.wallMs * (100_000 / many);
  return [
    {
      load: `${many.toLocaleString('en')} recorded trials`,
      pawl: `${time(after.wallMs)}, ${time(after.cpuMs)} CPU, ${megabytes(after.rssMb)}`,
      beside: `bare loop ${time(floor.wallMs)}, ${megabytes(floor.rssMb)}`,
      number: whole,
      shown: `${time(whole)} for 100,000`,
      must: atMost(6000, '6 s'),
      best: atMost(3000, '3 s'),
    },
    {
      load: 'own CPU of one more trial, scored and recorded',
      pawl: `${own.toFixed(0)} µs`,
      beside: `bare loop ${micros(floor.cpuMs, many)}`,
      number: own,
      shown: `${own.toFixed(0)} µs`,
      must: atMost(40, '40 µs'),
      best: atMost(15, '15 µs'),
    },
  ];
}

function memoryRows({ liveMb, rssMb }: Many, { few, many, dataKb }: Sizes): readonly Row[] {
  const row = (load: string, ends: readonly number[], more: number): Omit<Row, 'must'> => {
    const [from = Number.NaN, to = Number.NaN] = ends;
    const slope = ((to - from) * 1024) / more - dataKb;
    const shown = `${slope.toFixed(2)} KB`;
    return { load, pawl: shown, beside: `data ${dataKb.toFixed(2)} KB`, number: slope, shown };
  };
  return [
    {
      ...row('one more trial: memory in use, beyond its data', liveMb, many - few),
      must: atMost(1, '1 KB'),
    },
    {
      ...row('one more trial: memory of the process, beyond its data', rssMb, 2 * many),
      must: atMost(2, '2 KB'),
      best: atMost(1, '1 KB'),
    },
  ];
}

function sizeOf(project: string): number {
  return ['evals/load/cases.jsonl', 'rows.jsonl'].reduce(
    (sum, file) => sum + statSync(join(project, file)).size,
    0,
  );
}
