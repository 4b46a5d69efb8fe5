import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type {
  BaselineAnswer,
  CaseRecord,
  RunRecord,
  SetStamp,
} from '../../packages/core/src/index.ts';
import { defaultPolicy } from '../../packages/core/src/index.ts';
import { judge, toBaseline } from '../../packages/gate/src/index.ts';
import { recordedProject, type Bench } from './project.ts';
import { atMost, time, type Row } from './row.ts';
import { median, ownMs, runProgram, takeTurns } from './run-program.ts';

/** `pawl gate` as a whole process: 10,000 cases against an accepted run. */
export async function measureGate(bench: Bench): Promise<readonly Row[]> {
  const project = recordedProject(bench, 10_000);
  await runProgram(bench.pawl(project, 'run', '--quiet'));
  await runProgram(bench.pawl(project, 'run', '--quiet'));
  const [before = ''] = readdirSync(join(project, '.pawl/runs')).toSorted();
  const [gate] = await takeTurns(
    [() => bench.pawl(project, 'gate', 'latest', '--baseline', `run:${before}`)],
    bench.rounds,
  );
  if (gate === undefined) throw new Error('Nothing was measured');
  return [
    {
      load: '`pawl gate`, 10,000 pairs',
      pawl: time(gate.wallMs),
      beside: `${time(gate.cpuMs)} CPU`,
      number: gate.wallMs,
      shown: time(gate.wallMs),
      must: atMost(500, '0.5 s'),
      best: atMost(250, '0.25 s'),
    },
  ];
}

const scorers = ['exact', 'short', 'polite'];

/** The decision alone: 100,000 pairs of three scorers each. */
export function measureJudging({ quick }: Pick<Bench, 'quick'>): readonly Row[] {
  const cases = quick ? 20_000 : 100_000;
  const accepted = toBaseline(recordOf(cases, 97), { set: 'load', target: 'model' });
  if (accepted === undefined) throw new Error('There is no baseline');
  const record = recordOf(cases, 89);
  const baselines: readonly BaselineAnswer[] = [
    { kind: 'found', set: 'load', target: 'model', baseline: accepted, source: 'bench' },
  ];
  const evidence = {
    record,
    baselines,
    policies: { load: defaultPolicy },
    at: '2026-11-20T00:00:00Z',
  };
  const took = Array.from({ length: 3 }, () => {
    const startedAt = ownMs();
    judge(evidence);
    return ownMs() - startedAt;
  });
  const scaled = median(took) * (100_000 / cases);
  return [
    {
      load: `judging ${cases.toLocaleString('en')} pairs × 3 scorers`,
      pawl: time(median(took)),
      beside: 'the decision alone, CPU',
      number: scaled,
      shown: `${time(scaled)} for 100,000`,
      must: atMost(1000, '1 s'),
    },
  ];
}

function recordOf(cases: number, wrongEvery: number): RunRecord {
  const set: SetStamp = {
    name: 'load',
    version: '1.0.0',
    owner: '@bench',
    digest: 'd',
    file: 'set.yaml',
    targets: ['model'],
    scorers: scorers.map((name) => ({
      name,
      type: 'equals',
      digest: name,
      binary: true,
      advisory: false,
    })),
    policy: defaultPolicy,
    cases: Array.from({ length: cases }, (_, at) => ({ id: `c${at}`, hash: `h${at}`, trials: 1 })),
  };
  return {
    format: 1,
    runId: '20261120-000000-abcd',
    startedAt: '2026-11-20T00:00:00Z',
    finishedAt: '2026-11-20T00:01:00Z',
    harness: '0.0.0',
    planDigest: 'p',
    planned: cases,
    sets: [set],
    targets: [{ name: 'model', provider: 'openai', digest: 't', transparent: true }],
    cells: [
      { set: 'load', target: 'model', cases: set.cases.map((_, at) => caseOf(at, wrongEvery)) },
    ],
    duplicates: 0,
    notes: [],
  };
}

function caseOf(at: number, wrongEvery: number): CaseRecord {
  return {
    case: `c${at}`,
    hash: `h${at}`,
    request: `r${at}-${wrongEvery}`,
    trials: [
      {
        kind: 'answered',
        trial: 0,
        durationMs: 300,
        scores: scorers.map((scorer, by) => ({
          kind: 'scored',
          scorer,
          value: (at + by) % wrongEvery === 0 ? 0 : 1,
        })),
      },
    ],
  };
}
