import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import {
  defaultPolicy,
  foldRun,
  type RunEvent,
  type RunStarted,
  type TrialFinished,
} from '../../packages/core/src/index.ts';
import { summarize } from '../../packages/gate/src/index.ts';
import { openRunStore } from '../../packages/runner/src/index.ts';

/** A history to be written: every run has every set. */
export interface HistorySize {
  readonly sets: number;
  readonly runs: number;
  readonly cases: number;
}

/** Writes the records of runs that were never made, one every six hours: of ten cases one changes its mind each time. */
export async function writeHistory(root: string, size: HistorySize): Promise<void> {
  const store = openRunStore(root);
  for (let run = 0; run < size.runs; run += 1) {
    const events = eventsOf(run, size);
    const record = foldRun(events);
    const folder = join(root, '.pawl/runs', record.runId);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'events.jsonl'), events.map(toLine).join(''));
    await store.writeRun(record, summarize(record));
  }
}

const firstDay = Date.parse('2026-01-01T00:00:00Z');

function eventsOf(run: number, size: HistorySize): RunEvent[] {
  const at = new Date(firstDay + run * 21_600_000).toISOString();
  const runId = `${at.slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-')}-${run.toString(16).padStart(4, '0')}`;
  const start = startOf({ runId, at }, size);
  const trials = start.sets.flatMap((set, nth) =>
    set.cases.map((stamp, index): TrialFinished => {
      const key = { index: nth * size.cases + index, set: set.name, case: stamp.id };
      return {
        type: 'trial-finished',
        ...key,
        target: 'model',
        trial: 0,
        request: stamp.hash,
        result: {
          kind: 'answered',
          output: { text: `The answer to ${stamp.id}.` },
          scores: [{ kind: 'scored', scorer: 'equals', value: valueOf(run, nth, index) }],
          durationMs: 400 + ((index * 37 + run) % 300),
          costUsd: 0.0004,
        },
      };
    }),
  );
  return [start, ...trials, { type: 'run-finished', at }];
}

/** Two of three cases are right; one of ten is right in some runs only. */
function valueOf(run: number, set: number, index: number): number {
  if (index % 10 === 5) return crc32(`${run} ${set} ${index}`) % 2;
  return index % 3 === 0 ? 0 : 1;
}

function startOf(
  { runId, at }: { readonly runId: string; readonly at: string },
  size: HistorySize,
): RunStarted {
  const names = Array.from({ length: size.sets }, (_, nth) => `set-${nth}`);
  return {
    type: 'run-started',
    format: 1,
    runId,
    at,
    harness: 'bench',
    planDigest: 'plan',
    planned: size.sets * size.cases,
    targets: [{ name: 'model', provider: 'recorded', digest: 'target', transparent: false }],
    sets: names.map((name) => ({
      name,
      version: '1.0.0',
      owner: '@bench',
      digest: `digest of ${name}`,
      file: `evals/${name}/set.yaml`,
      targets: ['model'],
      scorers: [
        { name: 'equals', type: 'equals', digest: 'scorer', binary: true, advisory: false },
      ],
      policy: defaultPolicy,
      cases: Array.from({ length: size.cases }, (_, index) => ({
        id: `case-${index}`,
        hash: crc32(`${name} ${index}`).toString(16).padStart(64, '0'),
        trials: 1,
      })),
    })),
  };
}

function toLine(event: RunEvent): string {
  const json = JSON.stringify(event);
  const crc = crc32(json).toString(16).padStart(8, '0');
  return `{"crc":"${crc}","len":${Buffer.byteLength(json)},"event":${json}}\n`;
}
