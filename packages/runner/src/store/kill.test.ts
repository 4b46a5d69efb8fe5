import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { killRuns, minimalStandard, scoresOf } from '../test-world/kill-runs.ts';
import { openRunStore } from './run-store.ts';

test('twenty kills lose no finished trial and give the record of a run without them', async () => {
  const cases = 300;
  const undisturbed = await killRuns({ kills: 0, cases, random: minimalStandard(1) });
  const killed = await killRuns({ kills: 20, cases, random: minimalStandard(2) });
  expect(killed.kills).toBe(20);
  expect(scoresOf(killed.record)).toEqual(scoresOf(undisturbed.record));
  expect(killed.record.duplicates).toBe(0);
  expect(killed.record.finishedAt).toBeDefined();
  const paid = [...killed.paid.values()].reduce((sum, times) => sum + times, 0);
  expect(paid - cases).toBeLessThanOrEqual(20 * killed.mostInFlight);
}, 120_000);

test('a case that takes the runner down with it becomes a fault at the third start, and the others are answered', async () => {
  const root = await mkdtemp(join(tmpdir(), 'pawl-crash-'));
  const child = fileURLToPath(new URL('../test-world/crash-child.ts', import.meta.url));
  const ends: unknown[] = [];
  for (let life = 0; life < 3; life += 1) {
    const runner = spawn(process.execPath, [child, root], { stdio: 'ignore' });
    await once(runner, 'close');
    ends.push(runner.signalCode ?? runner.exitCode);
  }
  expect(ends).toEqual(['SIGSEGV', 'SIGSEGV', 0]);
  const [cell] = (await openRunStore(root).record('run')).cells;
  const faulted = cell?.cases.flatMap(({ case: id, trials }) =>
    trials.flatMap((trial) => (trial.kind === 'faulted' ? [[id, trial.fault.code]] : [])),
  );
  expect(cell?.cases).toHaveLength(12);
  expect(faulted).toEqual([['case-6', 'crashed-runner']]);
}, 60_000);
