import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Invariants, LedgerRecord } from './ledger.ts';
import type { ChaosPlan } from './plan.ts';

/** A chaos server in a process of its own. */
export interface Chaos {
  readonly url: string;
  /** The certificate, where it speaks TLS. */
  readonly ca?: string;
  /** Puts a plan and starts counting anew. */
  readonly plan: (plan: ChaosPlan) => Promise<void>;
  readonly ledger: () => Promise<{ records: LedgerRecord[]; invariants: Invariants }>;
  readonly stop: () => Promise<void>;
}

const entry = fileURLToPath(new URL('../chaos-server.ts', import.meta.url));

/** Starts a chaos server; it ends with `stop`, or when this process does. */
export async function spawnChaos(...args: readonly string[]): Promise<Chaos> {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line]: Buffer[] = await once(child.stdout, 'data');
  const { port, ca }: { port: number; ca?: string } = JSON.parse(String(line));
  const url = `${args.includes('--tls') ? 'https' : 'http'}://127.0.0.1:${port}`;
  return {
    url,
    ...(ca !== undefined && { ca }),
    plan: async (plan) => {
      const answer = await fetch(`${url}/_plan`, { method: 'PUT', body: JSON.stringify(plan) });
      if (!answer.ok) throw new Error(await answer.text());
    },
    ledger: async () => {
      const answer = await fetch(`${url}/_ledger`);
      const ledger: { records: LedgerRecord[]; invariants: Invariants } = JSON.parse(
        await answer.text(),
      );
      return ledger;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
