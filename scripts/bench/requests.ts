import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { modelProject, type Bench } from './project.ts';
import { atLeast, atMost, megabytes, micros, time, times, type Row } from './row.ts';
import { runProgram, takeTurns, type Measured } from './run-program.ts';

interface Load {
  readonly cases: number;
  readonly latencyMs: number;
  readonly concurrency: number;
}

interface Results {
  readonly pawl: Measured;
  readonly sdk: Measured;
  readonly thin: Measured;
  readonly undici: Measured;
}

/** Cases on a model behind the `openai` SDK, beside bare loops over the same server. */
export async function measureRequests(bench: Bench): Promise<readonly Row[]> {
  const few = bench.quick ? 2000 : 10_000;
  const short = { cases: 1000, latencyMs: 50, concurrency: 50 };
  const busy = { cases: few, latencyMs: 20, concurrency: 100 };
  const atOnce = { cases: few, latencyMs: 0, concurrency: 64 };
  const middle = await measureLoad(bench, busy);
  return [
    ...rowsOf(short, await measureLoad(bench, short)),
    ...rowsOf(busy, middle),
    ...rowsOf(atOnce, await measureLoad(bench, atOnce)),
    ...(bench.quick ? [] : await measureMany(bench, { load: busy, results: middle })),
    ...(await measureHits(bench, few)),
  ];
}

/** The same load with ten times as many cases: what one more costs, and what it leaves in memory. */
async function measureMany(
  bench: Bench,
  few: { readonly load: Load; readonly results: Results },
): Promise<readonly Row[]> {
  const load = { ...few.load, cases: 10 * few.load.cases };
  const results = await measureLoad(bench, load, 1);
  const { pawl, sdk, thin, undici } = results;
  const slope = (of: keyof Results): number =>
    ((results[of].rssMb - few.results[of].rssMb) * 1024) / (load.cases - few.load.cases);
  return [
    cpuRow(load, results),
    {
      load: `${nameOf(load)}: memory`,
      pawl: megabytes(pawl.rssMb),
      beside: `SDK ${megabytes(sdk.rssMb)}, thin ${megabytes(thin.rssMb)}, undici ${megabytes(undici.rssMb)}`,
      number: pawl.rssMb,
      shown: megabytes(pawl.rssMb),
      must: atMost(450, '450 MB'),
      best: atMost(1.15 * sdk.rssMb, '1.15× SDK'),
    },
    {
      load: `one more of them: memory of the process`,
      pawl: `${slope('pawl').toFixed(2)} KB`,
      beside: `SDK ${slope('sdk').toFixed(2)} KB`,
      number: slope('pawl'),
      shown: `${slope('pawl').toFixed(2)} KB`,
      must: atMost(2, '2 KB'),
      best: atMost(1, '1 KB'),
    },
  ];
}

async function measureLoad(
  bench: Bench,
  load: Load,
  rounds = bench.quick ? 2 : 3,
): Promise<Results> {
  const server = await startServer(load.latencyMs);
  const loop = (name: string) => () =>
    bench.floor(name, server.url, String(load.cases), String(load.concurrency));
  try {
    const [pawl, sdk, thin, undici] = await takeTurns(
      [
        () => {
          const project = modelProject(bench, { url: server.url, cases: load.cases });
          return bench.pawl(project, 'run', '--quiet', '-j', String(load.concurrency));
        },
        loop('sdk-loop.mjs'),
        loop('thin-sdk-loop.mjs'),
        loop('undici-loop.mjs'),
      ],
      rounds,
    );
    if (!pawl || !sdk || !thin || !undici) throw new Error('Nothing was measured');
    return { pawl, sdk, thin, undici };
  } finally {
    await server.stop();
  }
}

function rowsOf(load: Load, results: Results): readonly Row[] {
  const wall = wallRow(load, results);
  return load.cases === 1000 ? [wall] : [wall, cpuRow(load, results)];
}

const nameOf = ({ cases, latencyMs, concurrency }: Load): string =>
  `${cases.toLocaleString('en')} cases, ${latencyMs} ms, ${concurrency} at once`;

function cpuRow(load: Load, results: Results): Row {
  const { pawl, sdk, thin } = results;
  return {
    load: `${nameOf(load)}: CPU a case`,
    pawl: micros(pawl.cpuMs, load.cases),
    beside: tellCpu(load, results),
    number: pawl.cpuMs / sdk.cpuMs,
    shown: `${times(pawl.cpuMs / sdk.cpuMs)} SDK`,
    must: atMost(1, '1.00× SDK'),
    best: atMost((1.08 * thin.cpuMs) / sdk.cpuMs, '1.08× thin'),
  };
}

function wallRow(load: Load, { pawl, sdk, thin, undici }: Results): Row {
  const facts = {
    load: `${nameOf(load)}: time`,
    pawl: time(pawl.wallMs),
    beside: `SDK ${time(sdk.wallMs)}, thin ${time(thin.wallMs)}, undici ${time(undici.wallMs)}`,
  };
  if (load.latencyMs === 0) {
    const speed = sdk.wallMs / pawl.wallMs;
    return {
      ...facts,
      number: speed,
      shown: `${times(speed)} cases/s of SDK`,
      must: atLeast(1, '1.0×'),
      best: atLeast(1.5, '1.5×'),
    };
  }
  if (load.cases > 1000) {
    const ratio = pawl.wallMs / sdk.wallMs;
    return {
      ...facts,
      number: ratio,
      shown: `${times(ratio)} SDK`,
      must: atMost(1, '1.00× SDK'),
      best: atMost((1.08 * thin.wallMs) / sdk.wallMs, '1.08× thin'),
    };
  }
  const ratio = pawl.wallMs / ((load.cases / load.concurrency) * load.latencyMs);
  return {
    ...facts,
    number: ratio,
    shown: `${times(ratio)} ideal`,
    must: atMost(1.4, '1.40× ideal'),
    best: atMost(1.25, '1.25× ideal'),
  };
}

function tellCpu({ cases }: Load, { sdk, thin, undici }: Results): string {
  return `SDK ${micros(sdk.cpuMs, cases)}, thin ${micros(thin.cpuMs, cases)}, undici ${micros(undici.cpuMs, cases)}`;
}

/** A second run whose every answer is in the cache. */
async function measureHits(bench: Bench, cases: number): Promise<readonly Row[]> {
  const server = await startServer(0);
  try {
    const project = modelProject(bench, { url: server.url, cases });
    await runProgram(bench.pawl(project, 'run', '--quiet', '-j', '64'));
    const [hits] = await takeTurns([() => bench.pawl(project, 'run', '--quiet')], bench.rounds);
    if (hits === undefined) throw new Error('Nothing was measured');
    const scaled = hits.wallMs * (10_000 / cases);
    return [
      {
        load: `${cases.toLocaleString('en')} cases, all from the cache`,
        pawl: time(hits.wallMs),
        beside: `CPU a case ${micros(hits.cpuMs, cases)}`,
        number: scaled,
        shown: `${time(scaled)} for 10,000`,
        must: atMost(600, '0.6 s'),
        best: atMost(250, '0.25 s'),
      },
    ];
  } finally {
    await server.stop();
  }
}

interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function startServer(latencyMs: number): Promise<Server> {
  const entry = fileURLToPath(new URL('./model-server.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, String(latencyMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line]: Buffer[] = await once(child.stdout, 'data');
  return {
    url: String(line).trim(),
    stop: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
