import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** What a whole process took, from its start to its end. */
export interface Measured {
  readonly wallMs: number;
  /** User and system time of all threads. */
  readonly cpuMs: number;
  /** Most memory at any time. */
  readonly rssMb: number;
  /** Most that was still in use after a collection; 0 without `--expose-gc`. */
  readonly liveMb: number;
}

/** A program of Node: its file and its arguments. */
export interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
}

/** Makes a program ready to run; called before each run, outside of what is measured. */
export type Contender = () => Program;

// Linux counts the parent's memory of before the start into `maxRSS`, but not into VmHWM
const tellUsage = `data:text/javascript,${encodeURIComponent(
  `import { readFileSync, writeSync } from 'node:fs';
let live = 0;
const collect = () => {
  gc();
  live = Math.max(live, process.memoryUsage().heapUsed);
};
if (globalThis.gc) setInterval(collect, 100).unref();
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  let peakKb = maxRSS;
  try {
    peakKb = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {}
  writeSync(3, JSON.stringify({ cpuMicros: userCPUTime + systemCPUTime, peakKb, live }));
});`,
)}`;

interface Usage {
  readonly cpuMicros: number;
  readonly peakKb: number;
  readonly live: number;
}

/** Runs a program to its end and measures it; throws what it said when it went wrong. */
export async function runProgram({ args, cwd }: Program): Promise<Measured> {
  const env = { ...process.env, CI: 'true', OPENAI_API_KEY: 'k', NODE_NO_WARNINGS: '1' };
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', tellUsage, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , said, told] = child.stdio;
  const texts = Promise.all([textOf(said), textOf(told)]);
  const [code]: (number | null)[] = await once(child, 'exit');
  const wallMs = performance.now() - startedAt;
  const [error, usageText] = await texts;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${error}`);
  const { cpuMicros, peakKb, live }: Usage = JSON.parse(usageText);
  return { wallMs, cpuMs: cpuMicros / 1000, rssMb: peakKb / 1024, liveMb: live / 2 ** 20 };
}

async function textOf(stream: unknown): Promise<string> {
  let text = '';
  if (isReadable(stream)) for await (const piece of stream) text += String(piece);
  return text;
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === 'object' && stream !== null && Symbol.asyncIterator in stream;
}

/** Runs each contender `rounds` times, taking turns, and gives the median of each, in their order. */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly Measured[]> {
  const runs = contenders.map((): Measured[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, contender] of contenders.entries()) {
      runs[at]?.push(await runProgram(contender()));
    }
  }
  return runs.map((some) => ({
    wallMs: median(some.map((run) => run.wallMs)),
    cpuMs: median(some.map((run) => run.cpuMs)),
    rssMb: median(some.map((run) => run.rssMb)),
    liveMb: median(some.map((run) => run.liveMb)),
  }));
}

/** Milliseconds of this thread's own work so far: what others do on the machine does not count. */
export function ownMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
