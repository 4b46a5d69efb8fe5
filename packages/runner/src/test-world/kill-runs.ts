import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { RunRecord } from '@pawl/core';

import { openRunStore } from '../store/run-store.ts';

/** How many processes are killed, and when: `random` is from 0 to 1. */
export interface KillOptions {
  readonly kills: number;
  readonly cases: number;
  readonly random: () => number;
}

/** What became of a run whose processes were killed. */
export interface KillReport {
  readonly kills: number;
  readonly record: RunRecord;
  /** How often each case's answer left the server whole. */
  readonly paid: ReadonlyMap<string, number>;
  /** Most answers that were on their way at once. */
  readonly mostInFlight: number;
}

const childFile = fileURLToPath(new URL('kill-child.ts', import.meta.url));

/** Runs a plan in child processes, kills each with SIGKILL after some answers, and goes on until the plan is carried out. */
export async function killRuns({ kills, cases, random }: KillOptions): Promise<KillReport> {
  const root = await mkdtemp(join(tmpdir(), 'pawl-kill-'));
  const ledger = new Ledger();
  const port = await ledger.listen();
  const perLife = Math.max(1, Math.floor((cases * 1.5) / (kills + 1)));
  let killed = 0;
  try {
    for (;;) {
      const child = startChild([root, String(port), String(cases), 'run']);
      if (killed < kills) ledger.after(Math.floor(random() * perLife), () => child.kill('SIGKILL'));
      if (await endedWhole(child)) break;
      killed += 1;
    }
    const record = await openRunStore(root).record('run');
    return { kills: killed, record, paid: ledger.paid, mostInFlight: ledger.mostInFlight };
  } finally {
    ledger.close();
    await rm(root, { recursive: true, force: true });
  }
}

function startChild(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [childFile, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
}

async function endedWhole(child: ChildProcess): Promise<boolean> {
  const words = child.stderr === null ? Promise.resolve('') : text(child.stderr);
  await once(child, 'close');
  if (child.exitCode === 0) return true;
  if (child.signalCode === 'SIGKILL') return false;
  throw new Error(`The child ended with ${String(child.exitCode)}: ${await words}`);
}

/** A server that answers `/case-7` with `7` and remembers every answer that left it. */
class Ledger {
  readonly paid = new Map<string, number>();
  mostInFlight = 0;
  #inFlight = 0;
  #left = Number.POSITIVE_INFINITY;
  #then: () => void = () => undefined;
  readonly #server: Server = createServer((request, response) => {
    this.#inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    const caseId = (request.url ?? '').slice(1);
    setTimeout(() => {
      this.#inFlight -= 1;
      this.paid.set(caseId, (this.paid.get(caseId) ?? 0) + 1);
      response.end(caseId.replace('case-', ''));
      this.#count();
    }, 1);
  });

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Calls back once that many more answers have left. */
  after(answers: number, then: () => void): void {
    this.#left = answers;
    this.#then = then;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #count(): void {
    this.#left -= 1;
    if (this.#left >= 0) return;
    this.#left = Number.POSITIVE_INFINITY;
    this.#then();
  }
}

/** What a record says about its trials, times left out. */
export function scoresOf(record: RunRecord): unknown {
  return record.cells.map((cell) =>
    cell.cases.map(({ case: id, trials }) => [
      id,
      trials.map((trial) => (trial.kind === 'answered' ? trial.scores : trial.fault)),
    ]),
  );
}

/** A stream of draws from 0 to 1 that is the same for the same seed (Park and Miller's minimal standard). */
export function minimalStandard(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
