import { expect, test } from 'vitest';

import { execute } from '../execute/execute.ts';
import { record } from '../execute/record.ts';
import { machineDisk, type Disk } from '../files/disk.ts';
import { echo, smallIo } from '../test-world/small-io.ts';
import { modelTarget, smallPlan, startOf } from '../test-world/small-plan.ts';
import { temporary } from '../test-world/stored-run.ts';
import { openRunStore } from './run-store.ts';

type Operation = 'write' | 'sync';

/** A disk whose `nth` operation of a kind fails after half of it was done. */
function failingDisk(kind: Operation, nth: number): Disk & { readonly count: () => number } {
  let count = 0;
  const fails = (operation: Operation): boolean => {
    if (operation === kind) count += 1;
    return operation === kind && count === nth;
  };
  const full = (): never => {
    throw new Error('ENOSPC: no space left on device');
  };
  return {
    ...machineDisk,
    count: () => count,
    openAppend: async (path) => {
      const file = await machineDisk.openAppend(path);
      return {
        ...file,
        write: async (bytes) => {
          if (!fails('write')) return file.write(bytes);
          await file.write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
          return full();
        },
        sync: () => (fails('sync') ? Promise.reject(new Error('EIO')) : file.sync()),
      };
    },
  };
}

const plan = smallPlan(12, { targets: [modelTarget('gpt')] });
const start = startOf(plan, 'run');

test.each(['write', 'sync'] as const)(
  'whichever %s fails, what is on disk is whole, and the run can be carried through afterwards',
  async (kind) => {
    let failed = 0;
    for (let nth = 1; ; nth += 1) {
      const root = await temporary();
      const disk = failingDisk(kind, nth);
      const writer = await openRunStore(root, { disk }).create(start);
      const io = smallIo(plan, echo, { start, concurrency: 2 });
      const first = await record(execute(plan, io), writer, { now: io.now }).catch(
        (error: unknown) => error,
      );
      if (disk.count() < nth) break;
      failed += 1;
      expect(first).toMatchObject(nth === 1 ? { code: 'store-unusable' } : { stopped: 'store' });
      const store = openRunStore(root);
      const { done, writer: second } = await store.resume('run', start);
      const rest = smallIo(plan, echo, { start, done: (index) => done.has(index) });
      const made = await record(execute(plan, rest), second);
      expect(made.cells[0]?.cases).toHaveLength(12);
      expect(made.duplicates).toBe(0);
      expect(await store.record('run')).toEqual(made);
    }
    expect(failed).toBeGreaterThan(3);
  },
);
