import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import type { RunRecord } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { execute } from '../execute/execute.ts';
import { record } from '../execute/record.ts';
import { machineDisk, type Disk } from '../files/disk.ts';
import { echo, smallIo } from '../test-world/small-io.ts';
import { smallPlan } from '../test-world/small-plan.ts';
import { lockRun } from './run-lock.ts';
import { openRunStore, type RunStore } from './run-store.ts';
import type { StoreDoubt } from './store-doubt.ts';

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'pawl-weak-'));
const now = (): Date => new Date('2026-11-20T11:05:12.000Z');

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: not here`), { code });
}

/** A disk as some networks have it: it takes every byte and knows no sync. */
function syncless(code: string): Disk {
  return {
    ...machineDisk,
    openAppend: async (path) => ({
      ...(await machineDisk.openAppend(path)),
      sync: () => Promise.reject(failure(code)),
    }),
  };
}

async function runOn(store: RunStore): Promise<RunRecord> {
  const plan = smallPlan(30);
  const io = smallIo(plan, echo);
  return record(execute(plan, io), await store.create(io.start), { now });
}

describe('on a disk that cannot sync', () => {
  test.each(['EINVAL', 'ENOTSUP', 'ENOSYS'])(
    'a run is whole, can be read again, and says once what it cannot promise (%s)',
    async (code) => {
      const store = openRunStore(await temporary(), { disk: syncless(code) });
      const made = await runOn(store);
      expect(made.cells[0]?.cases).toHaveLength(30);
      expect(made.stopped).toBeUndefined();
      expect(made.notes).toEqual([
        {
          code: 'store-unsynced',
          at: now().toISOString(),
          message: expect.stringContaining('after a loss of power its last answers may be missing'),
        },
      ]);
      expect(await store.record(made.runId)).toEqual(made);
    },
  );

  test('an error of the disk is still one', async () => {
    const store = openRunStore(await temporary(), { disk: syncless('EIO') });
    await expect(runOn(store)).rejects.toThrow('EIO');
  });
});

describe('a lock that the disk does not know', () => {
  const refusing = (errcode: number) => (): void => {
    throw Object.assign(new Error('disk I/O error'), { errcode });
  };
  const lock = async (take: (database: DatabaseSync) => void): Promise<readonly StoreDoubt[]> => {
    const doubts: StoreDoubt[] = [];
    lockRun(await temporary(), doubts, take)();
    return doubts;
  };

  test.each([15, 22, 3850])('is a doubt, and the run goes on (%i)', async (errcode) => {
    expect(await lock(refusing(errcode))).toEqual([
      { code: 'store-unlocked', message: expect.stringContaining('knows no locks') },
    ]);
  });

  test('that another process holds is refused, and any other error thrown', async () => {
    await expect(lock(refusing(5))).rejects.toThrow('is being written by another process');
    await expect(lock(refusing(10))).rejects.toThrow('disk I/O error');
  });
});
