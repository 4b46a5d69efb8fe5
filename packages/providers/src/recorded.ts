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
import { readRecordedRows, type RecordedRow } from './recorded-rows.ts';

/** Opens outputs that were recorded earlier. */
export async function openRecorded(
  target: RecordedTarget,
  host: ProviderHost,
): Promise<OpenTarget> {
  const rows = await readRecordedRows(target.outputs, host);
  const selected = rows.filter(selects(target.where ?? {}));
  if (selected.length === 0 && rows.length > 0) throw nothingSelected(target, rows);
  const trials = groupByCase(selected, target);
  return { call: async (request) => replay(request, trials, target) };
}

type TrialsOfCase = ReadonlyMap<string, readonly RecordedRow[]>;

function replay(request: TargetRequest, trials: TrialsOfCase, target: RecordedTarget): Output {
  const rows = trials.get(request.caseId) ?? [];
  const found = rows[request.trial];
  if (found === undefined) throw noRow(request, target, rows.length);
  const at = `${target.outputs}:${found.line}`;
  const { case_id: _, output, messages, ...rest } = found.row;
  if ((output === undefined || output === null) && messages === undefined) {
    throw faultOf('no-recording', `The recorded row at ${at} has no output`);
  }
  if (typeof output === 'string' && messages === undefined && isPlain(rest)) {
    return { text: output, row: rest };
  }
  const reading = readOutput(inOurWords(found.row));
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

function nothingSelected(target: RecordedTarget, rows: readonly RecordedRow[]): UsageError {
  const where = target.where ?? {};
  const hints = Object.keys(where).map((path) => {
    const values = new Set(rows.map(({ row }) => JSON.stringify(fieldAt(row, path)) ?? 'missing'));
    const shown = [...values].slice(0, mostShown).join(', ');
    return `\`${path}\` is ${shown}${values.size > mostShown ? ', …' : ''}`;
  });
  const message = `No row of ${target.outputs} is selected by target ${target.name}: where ${canonicalText(where)}`;
  return new UsageError('no-recorded-rows', message, {
    hint: `Correct \`where\`: in this file ${hints.join('; ')}.`,
  });
}

function selects(where: JsonObject): (row: RecordedRow) => boolean {
  const wanted = Object.entries(where);
  return ({ row }) => wanted.every(([path, value = null]) => sameJson(fieldAt(row, path), value));
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

function groupByCase(rows: readonly RecordedRow[], target: RecordedTarget): TrialsOfCase {
  const groups = new Map<string, RecordedRow[]>();
  const problems: Problem[] = [];
  for (const row of rows) {
    const id = row.row['case_id'];
    if (typeof id !== 'string') {
      problems.push(problemAt(row, target, '`case_id` must be the text of a case id'));
      continue;
    }
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  for (const [id, group] of groups) {
    if (group.length > 1) problems.push(...orderTrials(id, group, target));
  }
  if (problems.length === 0) return groups;
  throw new UsageError('bad-recording', `${target.outputs} has rows that cannot be used`, {
    hint: 'Correct the rows at the places named, or select among them with `where`.',
    problems,
  });
}

function orderTrials(id: string, group: RecordedRow[], target: RecordedTarget): Problem[] {
  group.sort((left, right) => trialOf(left) - trialOf(right));
  return group.slice(1).flatMap((row, index) => {
    const before = group[index];
    if (before === undefined || trialOf(row) !== trialOf(before)) return [];
    if (typeof row.row['trial'] !== 'number') return [];
    const twice = `Trial ${trialOf(row)} of case ${id}`;
    return [problemAt(row, target, `${twice} stands at line ${before.line} too`)];
  });
}

// rows without a number keep the order of the file: the sort is stable
function trialOf({ row }: RecordedRow): number {
  return typeof row['trial'] === 'number' ? row['trial'] : -1;
}

function problemAt(row: RecordedRow, target: RecordedTarget, message: string): Problem {
  const place = { file: target.outputs, line: row.line, column: 1 };
  return { code: 'bad-row', severity: 'error', place, message };
}
