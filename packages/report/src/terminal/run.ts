import type { RunRecord, RunSummary } from '@pawl/core';

import { count, usd } from '../numbers.ts';
import { code, own, say, type Phrase } from '../phrase.ts';
import { stopWords } from '../words/missing.ts';
import type { Canvas } from './canvas.ts';
import { layOutFailures } from './run-failures.ts';
import { layOutFinishes } from './run-finishes.ts';
import { layOutLosses } from './run-losses.ts';
import { layOutNotes } from './run-notes.ts';
import { layOutResults, type ResultRow } from './run-table.ts';
import { layOut } from './sentence.ts';

/** What the result table of a run is drawn from. */
export interface RunView {
  readonly summary: RunSummary;
  readonly record: RunRecord;
  /** The same numbers for the cases of one tag. */
  readonly slices?: readonly ResultRow[];
  /** How many failing cases are listed; 10 where nothing else is said. */
  readonly failures?: number;
}

/** A run on a terminal: results, slices, what is missing, failing cases, what to do next. */
export function renderRun(view: RunView, canvas: Canvas): string {
  const { summary, record, slices = [] } = view;
  const parts = [
    layOutResults(summary.cells, record, canvas),
    layOutSlices(slices, record, canvas),
    layOutFailures(record, { ...canvas, shown: view.failures ?? 10 }),
    layOutLosses(record, canvas),
    layOutFinishes(record, canvas),
    layOutNotes(record, canvas),
    layOutEnd(view, canvas),
  ];
  return stack(parts);
}

/** Parts with an empty line between those that have something to say. */
export function stack(parts: readonly (readonly string[])[]): string {
  const said = parts.filter((part) => part.length > 0);
  return `${said.map((part) => part.join('\n')).join('\n\n')}\n`;
}

const shownSlices = 30;

function layOutSlices(slices: readonly ResultRow[], record: RunRecord, canvas: Canvas): string[] {
  if (slices.length === 0) return [];
  const left = slices.length - shownSlices;
  return [
    ...layOutResults(slices.slice(0, shownSlices), record, canvas),
    ...(left > 0 ? [canvas.paint.dim(`  and ${count(left)} more slices`)] : []),
  ];
}

function layOutEnd({ summary, record }: RunView, { width, paint }: Canvas): string[] {
  const whole = summary.outcome === 'complete';
  return [
    ...layOut(`${tellCover(summary)}${tellUnknownCost(summary, record)}`, {
      width,
      mark: whole ? '✓' : '!',
      markColour: whole ? paint.green : paint.yellow,
    }),
    ...(record.stopped === undefined
      ? []
      : layOut(own(`Stopped: ${stopWords[record.stopped]}`), { width, indent: 2 })),
    ...layOut(tellStamp(record), { width, indent: 2, colour: paint.dim }),
    ...layOut(tellNext(summary, record), { width, mark: '→', markColour: paint.bold }),
  ];
}

/** `5,276 planned = 5,276 executed = 5,276 scored · $0.84, $2.10 saved by the cache`. */
export function tellCover(summary: RunSummary): string {
  const { planned, executed, scored, faulted } = summary;
  const whole = summary.outcome === 'complete';
  const steps = [
    `${count(planned)} planned`,
    `${count(executed)} executed`,
    `${count(scored)} scored`,
  ];
  const lost = faulted > 0 ? [`${count(faulted)} faulted`] : [];
  const cost = summary.cost === undefined || summary.cost === 0 ? [] : [usd(summary.cost)];
  const saved =
    summary.saved === undefined || summary.saved === 0 ? [] : [`${usd(summary.saved)} saved`];
  const word = whole ? 'Complete' : 'Incomplete';
  const cover = whole ? steps.join(' = ') : [...steps, ...lost].join(', ');
  return `${word}: ${[cover, ...cost, ...saved].join(' · ')}`;
}

/** Models are paid for: where their price is not known, that is said. */
function tellUnknownCost({ cost, scored }: RunSummary, { targets }: RunRecord): string {
  const paid = targets.some(({ provider }) => provider === 'openai' || provider === 'anthropic');
  return paid && scored > 0 && cost === undefined ? ' · cost unknown' : '';
}

function tellStamp(record: RunRecord): Phrase {
  const commit = record.commit === undefined ? '' : ` · commit ${record.commit.slice(0, 9)}`;
  const dirty = record.dirty === true ? ' with uncommitted changes' : '';
  const part = record.partial === true ? ' · a chosen part of the sets' : '';
  return say`run ${record.runId}${commit}${dirty}${part}`;
}

function tellNext(summary: RunSummary, record: RunRecord): Phrase {
  if (summary.outcome === 'complete') return tellUse(record);
  return record.finishedAt === undefined || record.stopped !== undefined
    ? say`Go on: ${code(`pawl run --resume ${record.runId}${moreMoney(record)}`)}`
    : say`Run what is missing: ${code(`pawl run --failed ${record.runId}`)}`;
}

/** A run keeps the limit that its command line set. */
const moreMoney = ({ stopped, flags }: RunRecord): string =>
  stopped === 'budget' && flags?.maxCost !== undefined ? ' --max-cost <dollars>' : '';

/** A shard is joined first; a chosen part is looked at, and decides nothing. */
function tellUse(record: RunRecord): Phrase {
  const { runId, shard, partial } = record;
  if (shard !== undefined && shard.count > 1)
    return say`Join it with the other shards: ${code(`pawl merge .pawl/runs/${runId} …`)}`;
  if (partial === true) return say`See a case in full: ${code(`pawl show ${runId} <case>`)}`;
  return say`Judge it: ${code(`pawl gate ${runId}`)}`;
}
