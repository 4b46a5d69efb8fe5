import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunEvent } from '@pawl/core';
import { assert, asyncProperty, double, integer } from 'fast-check';
import { expect, test } from 'vitest';

import { execute } from '../execute/execute.ts';
import { record } from '../execute/record.ts';
import { machineDisk, type Disk } from '../files/disk.ts';
import { echo, smallIo } from '../test-world/small-io.ts';
import { modelTarget, smallPlan, startOf } from '../test-world/small-plan.ts';
import { temporary } from '../test-world/stored-run.ts';
import { openRunStore } from './run-store.ts';

/** A disk that loses its power at an operation: of what was not synced by then, only a share is left. */
function losingDisk(powerless: number) {
  let operations = 0;
  let written = Buffer.alloc(0);
  let synced = 0;
  const on = (): void => {
    operations += 1;
    if (operations > powerless) throw new Error('EIO: the power is off');
  };
  const disk: Disk = {
    ...machineDisk,
    openAppend: async (path) => ({
      ...(await machineDisk.openAppend(path)),
      write: async (bytes) => {
        on();
        written = Buffer.concat([written, bytes]);
        return bytes.length;
      },
      sync: async () => {
        on();
        synced = written.length;
      },
      truncate: async () => undefined,
      size: async () => 0,
    }),
  };
  const left = (share: number): Buffer =>
    written.subarray(0, synced + Math.floor((written.length - synced) * share));
  return { disk, left };
}

const plan = smallPlan(12, { targets: [modelTarget('gpt')] });
const start = startOf(plan, 'run');

test('whenever the power goes, what was told as safe is there, no request is unknown, and the run can be carried through', async () => {
  await assert(
    asyncProperty(
      integer({ min: 2, max: 24 }),
      double({ min: 0, max: 1, noNaN: true }),
      loseAndGoOn,
    ),
    { numRuns: 40 },
  );
});

async function loseAndGoOn(powerless: number, share: number): Promise<void> {
  const root = await temporary();
  const { disk, left } = losingDisk(powerless);
  const asked = new Set<string>();
  const safe: RunEvent[] = [];
  const writer = await openRunStore(root, { disk }).create(start);
  const reply: typeof echo = (request, options) => {
    asked.add(request.caseId);
    return echo(request, options);
  };
  await record(execute(plan, smallIo(plan, reply, { start, concurrency: 2 })), writer, {
    onEvent: (event) => safe.push(event),
  }).catch(() => undefined);
  await writeFile(join(writer.folder, 'events.jsonl'), left(share));
  const store = openRunStore(root);
  const kept = await Array.fromAsync(store.read('run'));
  expect(kept.slice(0, safe.length)).toEqual(safe);
  const started = kept.flatMap((event) => (event.type === 'trial-started' ? [event.case] : []));
  expect(asked.difference(new Set(started))).toEqual(new Set());
  const { done, writer: second } = await store.resume('run', start);
  const rest = smallIo(plan, echo, { start, done: (index) => done.has(index) });
  const made = await record(execute(plan, rest), second);
  expect(made.cells[0]?.cases).toHaveLength(12);
  expect(made.duplicates).toBe(0);
}
