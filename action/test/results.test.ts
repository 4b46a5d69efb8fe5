import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RunEvent } from '@pawl/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { readResults } from '../src/results/read-results.ts';
import { isResultsError } from '../src/results/results-error.ts';
import { tempFolder } from './bench.ts';
import { line, writeRun } from './project.ts';
import type { RunShape } from './project.ts';
import { Scene } from './scene.ts';

const commit = 'c'.repeat(40);
const expected = { commits: [commit] };
let folder: ReturnType<typeof tempFolder>;

beforeEach(() => {
  folder = tempFolder();
});

afterEach(() => folder.remove());

async function defectOf(results: string): Promise<string> {
  try {
    await readResults(results, expected);
    return 'accepted';
  } catch (error) {
    return isResultsError(error) ? error.defect : String(error);
  }
}

function written(change: RunShape['change'], more: Partial<RunShape> = {}): string {
  writeRun(folder.path, { commit, count: 3, ...more, ...(change === undefined ? {} : { change }) });
  return folder.path;
}

/** Changes the first event of a type. */
function changed(type: string, edit: (event: Record<string, unknown>) => unknown) {
  return (events: RunEvent[]): readonly unknown[] => {
    const copy: unknown[] = JSON.parse(JSON.stringify(events));
    const at = events.findIndex((event) => event.type === type);
    copy[at] = edit(Object.fromEntries(Object.entries(Object(copy[at]))));
    return copy;
  };
}

const replaced = (text: string, by: string) => (events: RunEvent[]) =>
  JSON.parse(JSON.stringify(events).replaceAll(text, by));

describe('results', () => {
  test('of this run are folded to its record', async () => {
    const record = await readResults(written(undefined), expected);
    expect(record).toMatchObject({ planned: 3, finishedAt: expect.any(String) });
    expect(record.cells[0]?.cases).toHaveLength(3);
  });

  test('keep no output, no path and no address', async () => {
    const record = await readResults(written(undefined), expected);
    expect(JSON.stringify(record)).not.toContain('answer to');
  });

  test('are read across the line separators of Unicode', async () => {
    const results = written(replaced('answer to case-001', '\u2028\u2029'));
    expect(await defectOf(results)).toBe('accepted');
  });

  test.each([
    ['nothing at all', 'missing', undefined],
    ['a run of another commit', 'foreign', { commit: 'd'.repeat(40) }],
  ])('that are %s are refused', async (_name, defect, shape) => {
    if (shape !== undefined) written(undefined, shape);
    expect(await defectOf(folder.path)).toBe(defect);
  });

  test.each<[string, string, NonNullable<RunShape['change']>]>([
    ['a score above 1', 'corrupt', replaced('"value":1', '"value":1.5')],
    ['a score that is a text', 'corrupt', replaced('"value":1', '"value":"1"')],
    ['an infinite duration', 'corrupt', replaced('"durationMs":12', '"durationMs":1e999')],
    ['a negative cost', 'corrupt', replaced('"costUsd":0.001', '"costUsd":-1')],
    [
      'a case that was never planned',
      'unknown-case',
      changed('trial-finished', (event) => ({ ...event, case: 'x' })),
    ],
    [
      'a trial that was never planned',
      'unknown-case',
      changed('trial-finished', (event) => ({ ...event, trial: 1 })),
    ],
    ['a path for a case', 'path-or-url', replaced('case-001', '../../etc/passwd')],
    ['an address for a case', 'path-or-url', replaced('case-001', 'https://evil.example/x')],
    ['a control character in a case', 'path-or-url', replaced('case-001', 'a\\u0007b')],
    ['a set name that is a path', 'corrupt', replaced('"support"', '"../support"')],
    [
      'fewer trials than planned',
      'corrupt',
      changed('run-started', (event) => ({ ...event, planned: 2 })),
    ],
    [
      'a newer format',
      'newer-format',
      changed('run-started', (event) => ({ ...event, format: 2 })),
    ],
    [
      'one shard only',
      'shard',
      changed('run-started', (event) => ({ ...event, shard: { index: 1, count: 2 } })),
    ],
    ['no start', 'corrupt', (events) => events.slice(1)],
    ['two starts', 'corrupt', (events) => [...events.slice(0, 1), ...events]],
  ])('with %s are refused', async (_name, defect, change) => {
    expect(await defectOf(written(change))).toBe(defect);
  });

  test('cut in the last line are a run that did not finish', async () => {
    const results = written((events) => events.slice(0, -1));
    appendFileSync(join(results, '20261120-100000-abcd', 'events.jsonl'), '{"crc":"0000');
    const record = await readResults(results, expected);
    expect(record.finishedAt).toBeUndefined();
  });

  test('damaged in the middle are refused', async () => {
    const results = written(undefined);
    const file = join(results, '20261120-100000-abcd', 'events.jsonl');
    writeFileSync(file, `{"crc":"00000000","len":2,"event":{}}\n${line({ type: 'x' })}`);
    expect(await defectOf(results)).toBe('corrupt');
  });

  test('behind a link are not followed', async () => {
    const run = join(folder.path, 'run');
    mkdirSync(run);
    symlinkSync('/etc/passwd', join(run, 'events.jsonl'));
    expect(await defectOf(folder.path)).toBe('missing');
  });

  test('with a line beyond all measure are refused before it is held in memory', async () => {
    const results = written(replaced('answer to case-001', 'x'.repeat(40 << 20)));
    expect(await defectOf(results)).toBe('too-large');
  });
});

describe('results held against the tested tree', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  test.each<[string, Partial<RunShape>, string]>([
    ['cases that its files do not have', { count: 61 }, 'hold 1 case of `support`'],
    ['fewer cases than its files have', { count: 50 }, 'leave out 10 cases of `support`'],
    [
      'a set that its files do not have',
      { change: replaced('"support"', '"other"') },
      'leave out `support`',
    ],
  ])(
    'with %s are refused',
    async (_name, run, sentence) => {
      const pull = scene.openPullRequest();
      rmSync(join(scene.project.work, 'results'), { recursive: true, force: true });
      const end = await scene.gate(pull, run);
      expect([end.code, end.outputs['verdict']]).toEqual([3, 'none']);
      expect(end.outputs['summary']).toContain(sentence);
    },
    20_000,
  );
});
