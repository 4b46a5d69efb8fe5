import type {
  CaseStamp,
  Comparison,
  Finding,
  FindingDetail,
  FindingPlace,
  RunRecord,
  RunSummary,
  Score,
  SetStamp,
  SummaryCell,
  TrialRecord,
  Verdict,
} from '@pawl/core';
import { defaultPolicy } from '@pawl/core';

/** A comparison as in the product's own example, with what a test changes. */
export function buildComparison(changes: Partial<Comparison> = {}): Comparison {
  return {
    set: 'support-policy',
    target: 'support',
    scorer: 'answer',
    primary: true,
    state: 'regressed',
    reasons: [],
    pairs: 212,
    lost: 12,
    gained: 1,
    lostCases: ['refund-eu-14d', 'pii-echo-phone', 'tone-angry', 'late-parcel'],
    gainedCases: ['greeting'],
    worse: 12,
    better: 1,
    added: [],
    removed: [],
    changed: [],
    shared: 0,
    baselineMean: 0.967,
    candidateMean: 0.915,
    difference: { low: -0.081, mid: -0.052, high: -0.022 },
    standardError: 0.0178,
    degreesOfFreedom: 213,
    clusters: 212,
    margin: 0.02,
    confidence: 0.95,
    detectable: 0.044,
    needed: 149,
    pWorse: 0.002,
    pAdjusted: 0.002,
    crossChecks: {
      mcnemarExactP: 0.0034,
      mcnemarMidP: 0.0018,
      tango: { low: -0.0912, high: -0.0187 },
      newcombe: { low: -0.0905, high: -0.0191 },
    },
    ...changes,
  };
}

/** A finding at its place. */
export function buildFinding(detail: FindingDetail, place: Partial<FindingPlace> = {}): Finding {
  return {
    level: 'fail',
    blocking: true,
    set: 'support-policy',
    target: 'support',
    scorer: 'answer',
    ...place,
    ...detail,
  };
}

/** A verdict over findings; its outcome is what they make of it. */
export function buildVerdict(changes: Partial<Verdict> = {}): Verdict {
  const findings = changes.findings ?? [];
  const fails = findings.some((finding) => finding.level === 'fail');
  const doubts = findings.some((finding) => finding.level === 'doubt' && finding.blocking);
  const judged: Pick<Verdict, 'outcome' | 'exitCode'> = fails
    ? { outcome: 'fail', exitCode: 1 }
    : judgeDoubts(doubts);
  return {
    format: 1,
    runId: '20261120-101500-k3f9',
    findings,
    comparisons: [],
    ...judged,
    ...changes,
  };
}

function judgeDoubts(doubts: boolean): Pick<Verdict, 'outcome' | 'exitCode'> {
  return doubts ? { outcome: 'inconclusive', exitCode: 3 } : { outcome: 'pass', exitCode: 0 };
}

/** What a test says about a set and its targets. */
export interface Cells {
  readonly set?: string;
  readonly scorer?: string;
  readonly targets?: Readonly<Record<string, number>>;
  readonly cases?: number;
  readonly reason?: string;
  readonly stamp?: (id: string) => Partial<CaseStamp>;
}

/** A whole run: each target passes its first so many cases. */
export function buildRecord(cells: Cells = {}): RunRecord {
  const { set = 'gsm8k', scorer = 'answer', cases = 4, targets = { base: 3, next: 2 } } = cells;
  return {
    format: 1,
    runId: '20261120-101500-k3f9',
    startedAt: '2026-11-20T10:15:00.000Z',
    finishedAt: '2026-11-20T10:15:02.000Z',
    harness: '1.0.0',
    commit: '7f27e3d0c1b2a3f4e5d6c7b8a9f0e1d2c3b4a5f6',
    planDigest: 'p0',
    planned: cases * Object.keys(targets).length,
    sets: [buildStamp(cells)],
    targets: Object.keys(targets).map((name) => ({
      name,
      provider: 'recorded',
      digest: `t-${name}`,
      transparent: true,
    })),
    cells: Object.entries(targets).map(([target, passed]) => ({
      set,
      target,
      cases: caseIds(cases).map((id, at) => ({
        case: id,
        hash: `h-${id}`,
        request: `r-${id}`,
        trials: [buildTrial({ scorer, value: at < passed ? 1 : 0, reason: cells.reason })],
      })),
    })),
    duplicates: 0,
    notes: [],
  };
}

function buildStamp(told: Cells): SetStamp {
  const { set = 'gsm8k', scorer = 'answer', cases = 4, targets = { base: 3, next: 2 } } = told;
  return {
    name: set,
    version: '1.0.0',
    owner: '@evals',
    digest: 'd0',
    file: `evals/${set}/set.yaml`,
    targets: Object.keys(targets),
    scorers: [{ name: scorer, type: 'number', digest: 's0', binary: true, advisory: false }],
    policy: defaultPolicy,
    cases: caseIds(cases).map((id, at) => ({
      id,
      hash: `h-${id}`,
      trials: 1,
      place: { file: `evals/${set}/cases.jsonl`, line: at + 1 },
      ...told.stamp?.(id),
    })),
  };
}

function caseIds(cases: number): string[] {
  return Array.from({ length: cases }, (_, at) => `case-${String(at + 1).padStart(4, '0')}`);
}

/** An answered trial with one score. */
function buildTrial(told: {
  readonly scorer: string;
  readonly value: number;
  readonly reason?: string | undefined;
}): TrialRecord {
  const { scorer, value, reason = 'expected 18, got 26' } = told;
  const score: Score = {
    kind: 'scored',
    scorer,
    value,
    ...(value === 1 ? {} : { reason }),
  };
  return { kind: 'answered', trial: 0, scores: [score], durationMs: 1 };
}

/** The summary of such a record, with the intervals of the answer sheet where a test needs them. */
export function buildSummary(record: RunRecord, changes: Partial<SummaryCell> = {}): RunSummary {
  const [set] = record.sets;
  return {
    format: 1,
    runId: record.runId,
    outcome: 'complete',
    planned: record.planned,
    executed: record.planned,
    scored: record.planned,
    faulted: 0,
    cells: record.cells.map((cell) => {
      const passed = cell.cases.filter((one) => passes(one.trials[0])).length;
      const mean = passed / cell.cases.length;
      const half = 1.96 * Math.sqrt((mean * (1 - mean)) / cell.cases.length);
      return {
        set: cell.set,
        setVersion: set?.version ?? '1.0.0',
        target: cell.target,
        scorer: set?.scorers[0]?.name ?? 'answer',
        cases: cell.cases.length,
        trials: cell.cases.length,
        passed,
        mean,
        interval: { low: Math.max(0, mean - half), high: Math.min(1, mean + half), level: 0.95 },
        unscored: 0,
        faulted: 0,
        latencyMs: { p50: 1, p95: 4 },
        ...changes,
      };
    }),
  };
}

function passes(trial: TrialRecord | undefined): boolean {
  return (
    trial?.kind === 'answered' && trial.scores.every((s) => s.kind === 'scored' && s.value === 1)
  );
}
