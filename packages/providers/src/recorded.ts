import {
  canonicalText,
  UsageError,
  type Json,
  type JsonObject,
  type OpenTarget,
  type Output,
  type Problem,
  type RecordedTarget,
  type TargetRequest,
} from '@pawl/core';

import { faultOf } from './fault-of.ts';
import { isJsonObject } from './json-object.ts';
import { readOutput } from './output-like.ts';
import type { ProviderHost } from './provider-host.ts';
import { readRecordedRows, type RecordedRows } from './recorded-rows.ts';

/** Opens outputs that were recorded earlier. */
export async function openRecorded(
  target: RecordedTarget,
  host: ProviderHost,
): Promise<OpenTarget> {
  const file = await readRecordedRows(target.outputs, host);
  const recording: Recording = { ...file, target, trials: groupByCase(file, target) };
  return { call: async (request) => replay(request, recording) };
}

/** The rows of a case on a target: the index of the only one, or of each trial. */
type TrialsOfCase = ReadonlyMap<string, number | readonly number[]>;

interface Recording extends RecordedRows {
  readonly target: RecordedTarget;
  readonly trials: TrialsOfCase;
}

function replay(request: TargetRequest, recording: Recording): Output {
  const { target, lines, trials } = recording;
  const indexes = [trials.get(request.caseId) ?? []].flat();
  const index = indexes[request.trial] ?? -1;
  const row = recording.row(index);
  if (row === undefined) throw noRow(request, target, indexes.length);
  const at = `${target.outputs}:${lines[index] ?? ''}`;
  const { case_id: _, output, messages, ...rest } = row;
  if ((output === undefined || output === null) && messages === undefined) {
    throw faultOf('no-recording', `The recorded row at ${at} has no output`);
  }
  if (typeof output === 'string' && messages === undefined && isPlain(rest)) {
    return { text: output, row: rest };
  }
  const reading = readOutput(inOurWords(row));
  if (reading.kind === 'output') return { ...reading.output, row: rest };
  throw faultOf('no-recording', `The recorded row at ${at} cannot be read: ${reading.problem}`);
}

const answering = [
  'usage',
  'cost',
  'costUsd',
  'cost_usd',
  'latency',
  'latencyMs',
  'latency_ms',
  'toolCalls',
  'tool_calls',
  'finish',
  'servedModel',
];

function isPlain(rest: JsonObject): boolean {
  return !answering.some((key) => key in rest);
}

// `text` is a field of the row like any other: the answer stands in `output`
function inOurWords(row: JsonObject): JsonObject {
  const { text: _, latency, ...rest } = row;
  return typeof latency === 'number' ? { latencyMs: latency, ...rest } : rest;
}

function noRow(request: TargetRequest, target: RecordedTarget, found: number): Error {
  const where = target.where === undefined ? '' : ` where ${canonicalText(target.where)}`;
  const has = found === 0 ? 'no row' : `${found} of them`;
  return faultOf(
    'no-recording',
    `Trial ${request.trial + 1} of case ${request.caseId} was not recorded: ${target.outputs}${where} has ${has}`,
  );
}

const mostShown = 8;

function nothingSelected(target: RecordedTarget, file: RecordedRows): UsageError {
  const where = target.where ?? {};
  const hints = Object.keys(where).map((path) => {
    const values = new Set(
      file.lines.map(
        (_, index) => JSON.stringify(fieldAt(file.row(index) ?? {}, path)) ?? 'missing',
      ),
    );
    const shown = [...values].slice(0, mostShown).join(', ');
    return `\`${path}\` is ${shown}${values.size > mostShown ? ', …' : ''}`;
  });
  const message = `No row of ${target.outputs} is selected by target ${target.name}: where ${canonicalText(where)}`;
  return new UsageError('no-recorded-rows', message, {
    hint: `Correct \`where\`: in this file ${hints.join('; ')}.`,
  });
}

function selects(where: JsonObject): (row: JsonObject) => boolean {
  const wanted = Object.entries(where);
  return (row) => wanted.every(([path, value = null]) => sameJson(fieldAt(row, path), value));
}

// a field whose own name has a dot comes before a path
function fieldAt(row: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(row, path)) return row[path];
  let value: Json | undefined = row;
  for (const key of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function sameJson(left: Json | undefined, right: Json): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return canonicalText(left) === canonicalText(right);
}

function groupByCase(file: RecordedRows, target: RecordedTarget): TrialsOfCase {
  const groups = new Map<string, number | number[]>();
  const problems: Problem[] = [];
  const selected = selects(target.where ?? {});
  let isAny = false;
  for (const index of file.lines.keys()) {
    const row = file.row(index) ?? {};
    if (!selected(row)) continue;
    isAny = true;
    const id = row['case_id'];
    if (typeof id === 'string') addRow(groups, id, index);
    else problems.push(problemAt(file, index, '`case_id` must be the text of a case id'));
  }
  if (!isAny && file.lines.length > 0) throw nothingSelected(target, file);
  for (const [id, group] of groups) {
    if (typeof group !== 'number') problems.push(...orderTrials(file, id, group));
  }
  if (problems.length === 0) return groups;
  throw new UsageError('bad-recording', `${target.outputs} has rows that cannot be used`, {
    hint: 'Correct the rows at the places named, or select among them with `where`.',
    problems,
  });
}

function addRow(groups: Map<string, number | number[]>, id: string, index: number): void {
  const group = groups.get(id);
  if (group === undefined) groups.set(id, index);
  else if (typeof group === 'number') groups.set(id, [group, index]);
  else group.push(index);
}

function orderTrials(file: RecordedRows, id: string, group: number[]): Problem[] {
  group.sort((left, right) => trialOf(file, left) - trialOf(file, right));
  return group.slice(1).flatMap((index, before) => {
    const other = group[before] ?? index;
    if (trialOf(file, index) !== trialOf(file, other)) return [];
    if (typeof file.row(index)?.['trial'] !== 'number') return [];
    const twice = `Trial ${trialOf(file, index)} of case ${id}`;
    return [problemAt(file, index, `${twice} stands at line ${file.lines[other] ?? ''} too`)];
  });
}

// rows without a number keep the order of the file: the sort is stable
function trialOf(file: RecordedRows, index: number): number {
  const trial = file.row(index)?.['trial'];
  return typeof trial === 'number' ? trial : -1;
}

function problemAt({ file, lines }: RecordedRows, index: number, message: string): Problem {
  const place = { file, line: lines[index] ?? 1, column: 1 };
  return { code: 'bad-row', severity: 'error', place, message };
}
