import { buildHistory } from '../src/history/build-history.ts';
import type {
  CalibrationFacts,
  CaseTalk,
  IncidentFacts,
  ReportView,
  WaiverFacts,
} from '../src/history/report-view.ts';
import type { CellFacts, RunFacts, ScorerFacts } from '../src/history/run-facts.ts';
import { buildComparison } from './build-states.ts';

/** A cell of a few cases; `passes` says by case which passed. */
export function buildCell(passes: readonly boolean[], changes: Partial<CellFacts> = {}): CellFacts {
  const mean = buildScorer(passes).mean ?? 0;
  return {
    set: 'support-policy',
    setVersion: '2.1.0',
    owner: '@support-ai',
    setDigest: 'set-1',
    target: 'support',
    targetDigest: 'target-1',
    model: 'gpt-5-mini',
    servedModels: ['gpt-5-mini-2026-08'],
    scorers: [buildScorer(passes)],
    faults: {},
    trials: passes.length,
    cost: 0.42,
    saved: 0.1,
    latency: { p50: 700, p95: 1900, p99: 3200 },
    passK: [{ k: 1, any: mean, all: mean }],
    margin: 0.02,
    maxAgeDays: 14,
    floor: 149,
    slices: [{ tag: 'refunds', cases: 3, mean, low: 0.2, high: 0.9 }],
    cases: passes.map((_, at) => `case-${at}`),
    hashes: passes.map((_, at) => `hash-${at}`),
    passed: passes.map(Number),
    answered: passes.map(() => 1),
    ...changes,
  };
}

function buildScorer(passes: readonly boolean[]): ScorerFacts {
  const passed = passes.filter(Boolean).length;
  const mean = passed / Math.max(1, passes.length);
  return {
    name: 'answer',
    digest: 'scorer-1',
    deciding: true,
    cases: passes.length,
    passed,
    mean,
    low: Math.max(0, mean - 0.1),
    high: Math.min(1, mean + 0.1),
    unscored: 0,
  };
}

/** A whole run on a day of November 2026. */
export function buildRun(
  day: number,
  cells: readonly CellFacts[],
  changes: Partial<RunFacts> = {},
): RunFacts {
  const date = `2026-11-${String(day).padStart(2, '0')}`;
  const trials = cells.reduce((sum, cell) => sum + cell.trials, 0);
  return {
    format: 1,
    runId: `${date.replaceAll('-', '')}-090000-aaaa`,
    at: `${date}T09:00:00.000Z`,
    finishedAt: `${date}T09:05:00.000Z`,
    commit: `c0ffee${day}`,
    outcome: 'complete',
    planned: trials,
    executed: trials,
    scored: trials,
    faulted: 0,
    cost: 0.42,
    cells,
    ...changes,
  };
}

/** A view in which every field that others write carries the given text. */
export function buildView(text = 'refund', changes: Partial<ReportView> = {}): ReportView {
  const names = { set: `${text} set`, target: `${text} target`, owner: `${text} owner` };
  const runs = [1, 5, 9].map((day, at) => buildNamedRun(text, day, at));
  const history = buildHistory({
    runs,
    skipped: [{ runId: `${text} run`, why: `${text} why` }],
    now: '2026-11-20T12:00:00.000Z',
  });
  return {
    project: `${text} project`,
    now: '2026-11-20T12:00:00.000Z',
    since: '2026-11-04T00:00:00.000Z',
    sinceReview: true,
    history,
    shifts: [buildShift(text, names)],
    falls: [],
    talks: [buildTalk(text, names)],
    incidents: [buildIncident(text)],
    waivers: [buildWaiver(text)],
    gaps: [`${text} gap`],
    decisions: [
      {
        item: `${text} item`,
        title: `${text} title`,
        decision: 'fix',
        owner: names.owner,
        due: '2026-11-19',
      },
    ],
    ...buildBeside(text),
    ...changes,
  };
}

function buildShift(
  text: string,
  { set, target }: { readonly set: string; readonly target: string },
): ReportView['shifts'][number] {
  const lostCases = [`${text} case 1`];
  const comparison = buildComparison({ set, target, scorer: `${text} scorer`, lostCases });
  return { set, target, from: 'a', to: 'b', comparison, forPower: 400 };
}

/** What a view knows beside the runs. */
function buildBeside(text: string): Pick<ReportView, 'releases' | 'calibrations' | 'catches'> {
  return {
    releases: [{ name: `${text} release`, at: '2026-11-03T00:00:00.000Z' }],
    calibrations: [2, 8].map((day) => buildCalibration(text, day)),
    catches: [
      { group: 'all', name: '', failures: 4, caught: 3, low: 0.301, high: 0.954 },
      { group: 'owner', name: `${text} owner`, failures: 4, caught: 3, low: 0.301, high: 0.954 },
    ],
  };
}

/** A calibration whose agreement falls after the first week. */
function buildCalibration(text: string, day: number): CalibrationFacts {
  const value = day < 7 ? 0.91 : 0.72;
  const around = (middle: number) => ({ value: middle, low: middle - 0.04, high: middle + 0.04 });
  return {
    set: `${text} set`,
    scorer: `${text} scorer`,
    at: `2026-11-0${day}T10:00:00.000Z`,
    commit: `${text} commit`,
    outputs: 300,
    labels: [`${text} label`],
    targets: [`${text} target`],
    agreement: around(value),
    kappa: around(value - 0.2),
  };
}

function buildIncident(text: string): IncidentFacts {
  const set = `${text} set`;
  return {
    id: `${text} incident`,
    title: `${text} title`,
    severity: 'sev1',
    owner: `${text} owner`,
    occurred: '2026-11-10',
    guards: [
      { set, case: `${text} case 1`, state: 'unproven', why: `${text} why` },
      { set, case: `${text} case 2`, state: 'untried' },
    ],
  };
}

function buildWaiver(text: string): WaiverFacts {
  return {
    file: `${text}.yaml`,
    set: `${text} set`,
    cases: [`${text} case 1`],
    reason: 'tracked:#1',
    why: `${text} why`,
    owner: `${text} owner`,
    until: '2026-11-25',
  };
}

function buildNamedRun(text: string, day: number, at: number): RunFacts {
  const passes = [true, at !== 2, at === 1, false];
  const base = buildCell(passes);
  const scorers = base.scorers.map((scorer) => ({
    ...scorer,
    name: `${text} scorer`,
    judge: `${text} judge`,
  }));
  const cell: CellFacts = {
    ...base,
    set: `${text} set`,
    setVersion: `${text} version`,
    owner: `${text} owner`,
    target: `${text} target`,
    targetDigest: `${text} digest ${at}`,
    model: `${text} model ${at}`,
    servedModels: [`${text} served ${at}`],
    scorers,
    faults: { timeout: at },
    slices: [{ tag: `${text} tag`, cases: 2, mean: 0.5, low: 0.1, high: 0.9 }],
    cases: passes.map((_, id) => `${text} case ${id}`),
  };
  const guards = [
    { incident: `${text} incident`, set: cell.set, target: cell.target, case: `${text} case 1` },
  ];
  const verdict = { outcome: 'fail', findings: [`${text} finding`], guards, worse: [] } as const;
  return buildRun(day, [cell], {
    commit: `${text} commit`,
    ...(at === 2 ? { verdict } : {}),
  });
}

function buildTalk(
  text: string,
  { set, target }: { readonly set: string; readonly target: string },
): CaseTalk {
  const side = {
    runId: `${text} run`,
    at: '2026-11-09T09:00:00.000Z',
    passed: 0,
    trials: 1,
    text: `${text} output`,
    scores: [{ scorer: `${text} scorer`, value: 0, reason: `${text} reason` }],
  };
  return {
    set,
    target,
    case: `${text} case 1`,
    reason: 'guard',
    incidents: [`${text} incident`],
    input: `${text} input`,
    expected: `${text} expected`,
    before: side,
    after: side,
  };
}
