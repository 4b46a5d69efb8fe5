import { formatBaseline } from '@pawl/core';
import type { Baseline, Finding, FindingCode } from '@pawl/core';
import { keepWaived, toBaseline } from '@pawl/gate';

import { commitFromApi } from './baseline/base-commit.ts';
import { meansOf } from './baseline/read-trends.ts';
import type { RecordNote } from './baseline/record-note.ts';
import { openRefStore } from './baseline/ref-store.ts';
import type { Desk } from './desk.ts';
import { readCommit } from './git.ts';
import type { Judged } from './judge-results.ts';

/** What became of each set on each target. */
export interface Recorded {
  readonly kind: 'recorded';
  readonly cells: readonly RecordedCell[];
}

/** One set on one target: stored, stored before, or left out with the reason. */
interface RecordedCell {
  readonly set: string;
  readonly target: string;
  readonly outcome: 'created' | 'already-there' | 'left-out';
  readonly why?: string;
}

/** Doubts that a fresh start answers: there was nothing fit to compare with. */
const restartCodes: ReadonlySet<FindingCode> = new Set([
  'no-baseline',
  'bad-baseline',
  'stale-baseline',
  'not-comparable',
  'cases-changed',
]);

/** Stores the run's values for later comparisons: once, under its commit and its tree, never over something else. */
export async function recordResults(desk: Desk, judged: Judged): Promise<Recorded> {
  const { record } = judged;
  const commit = record.commit ?? desk.trigger.headSha;
  const tree =
    (await readCommit(desk.git, commit))?.tree ?? (await commitFromApi(desk.api, commit))?.tree;
  const cells: RecordedCell[] = [];
  for (const { set, target } of record.cells) {
    const standing = standingOf(judged, { set, target });
    if (tree === undefined)
      cells.push({ set, target, outcome: 'left-out', why: 'its tree is not known' });
    else if ('why' in standing) cells.push({ set, target, outcome: 'left-out', why: standing.why });
    else {
      const note = toNote(desk, judged, { set, target, commit, tree, ...standing });
      cells.push(await store(desk, judged, note));
    }
  }
  return { kind: 'recorded', cells };
}

type Standing = Pick<RecordNote, 'verdict' | 'waivers'> | { readonly why: string };

function standingOf(
  { record, verdict }: Judged,
  cell: { readonly set: string; readonly target: string },
): Standing {
  if (record.finishedAt === undefined) return { why: 'the run did not finish' };
  if (record.partial === true) return { why: 'only a part of the set was run' };
  const findings = verdict.findings.filter((finding) => concerns(finding, cell));
  const fails = findings.filter(({ level }) => level === 'fail');
  if (fails.length > 0) {
    const ended = fails.every(({ code }) => code === 'waiver-expired');
    return { why: ended ? 'a waiver of it has expired' : 'it got worse' };
  }
  const doubts = findings.filter(({ level, blocking }) => level === 'doubt' && blocking);
  const other = doubts.find(({ code }) => !restartCodes.has(code));
  if (other !== undefined) return { why: `its verdict is in doubt (${other.code})` };
  const waivers = findings.flatMap(({ waivedBy }) => waivedBy ?? []);
  if (doubts.length > 0) return { verdict: 'restart', waivers };
  return { verdict: waivers.length > 0 ? 'waived' : 'pass', waivers };
}

function concerns(
  finding: Finding,
  { set, target }: { readonly set: string; readonly target: string },
): boolean {
  return (finding.set ?? set) === set && (finding.target ?? target) === target;
}

type Kept = Pick<RecordNote, 'set' | 'target' | 'commit' | 'tree' | 'verdict' | 'waivers'>;

function toNote({ place, trigger }: Desk, { record }: Judged, kept: Kept): RecordNote {
  return {
    format: 1,
    ...kept,
    runId: record.runId,
    at: record.startedAt,
    event: trigger.event,
    repository: `${place.owner}/${place.repo}`,
    whole: true,
    runUrl: place.runUrl,
  };
}

async function store(desk: Desk, judged: Judged, note: RecordNote): Promise<RecordedCell> {
  const { set, target } = note;
  const next = toBaseline(judged.record, { set, target });
  if (next === undefined) return { set, target, outcome: 'left-out', why: 'it was not run' };
  const { waivers = [], at } = judged.collected.evidence;
  const previous = previousOf(judged, { set, target });
  const baseline = formatBaseline(keepWaived({ next, previous, waivers, at }));
  const records = openRefStore(desk.api, set, target);
  const stored = { note, baseline, means: meansOf(judged.record, { set, target }) };
  const outcome = await records.write(stored);
  if (outcome === 'created' || !isAgeing(judged, note)) return { set, target, outcome };
  return { set, target, outcome: await records.write(stored, 'again') };
}

function previousOf(
  { collected }: Judged,
  { set, target }: { readonly set: string; readonly target: string },
): Baseline | undefined {
  const earlier = collected.evidence.baselines.find(
    (answer) => answer.kind === 'found' && answer.set === set && answer.target === target,
  );
  return earlier?.kind === 'found' ? earlier.baseline : undefined;
}

const msPerDay = 86_400_000;

/**
 * Whether a measurement of a commit that has a record is kept beside it: once a third of the age that the policy allows
 * is over. Without that, a branch that rests would in the end have nothing but a stale baseline.
 */
function isAgeing(judged: Judged, { set, target, at }: RecordNote): boolean {
  const earlier = previousOf(judged, { set, target });
  const most = judged.collected.evidence.basePolicies?.[set]?.maxAgeDays;
  if (earlier === undefined || most === undefined) return false;
  return Date.parse(at) - Date.parse(earlier.header.at) > (most * msPerDay) / 3;
}
