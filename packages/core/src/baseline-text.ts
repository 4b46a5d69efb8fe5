import { z } from 'zod';

import type { Baseline, BaselineCase, BaselineDefect, BaselineHeader } from './baseline.ts';
import { crc32 } from './crc-32.ts';
import { parseJson } from './parse-json.ts';

/** A baseline that could be read, or why not. */
export type BaselineReading =
  | { readonly kind: 'baseline'; readonly baseline: Baseline }
  | { readonly kind: 'defect'; readonly code: BaselineDefect; readonly message: string };

/** The set and target that a baseline was looked for. */
export interface BaselineWanted {
  readonly set: string;
  readonly target: string;
}

interface HeaderLine extends BaselineHeader {
  /** Number of case lines. */
  readonly cases?: number;
  /** CRC-32 of the text without this field: it tells damage and edits by hand. */
  readonly check?: string;
}

const share = z.number().min(0).max(1);

const headerSchema: z.ZodType<HeaderLine> = z.strictObject({
  format: z.literal(1),
  set: z.string().min(1),
  setVersion: z.string(),
  target: z.string().min(1),
  commit: z.string().exactOptional(),
  runId: z.string(),
  at: z.iso.datetime({ offset: true }),
  scorers: z.record(z.string(), z.string()),
  advisory: z.array(z.string()).exactOptional(),
  judges: z.record(z.string(), z.string()),
  policy: z.record(z.string(), z.json()),
  targetDigest: z.string().exactOptional(),
  requestedModel: z.string().exactOptional(),
  servedModels: z.array(z.string()).exactOptional(),
  cases: z.number().int().min(0).exactOptional(),
  check: z.string().exactOptional(),
});

const caseSchema: z.ZodType<BaselineCase> = z.strictObject({
  case: z.string().min(1),
  hash: z.string(),
  request: z.string(),
  scores: z.record(z.string(), z.array(share)),
  cost: z.number().min(0).exactOptional(),
  ms: z.number().min(0).exactOptional(),
  cluster: z.string().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  critical: z.literal(true).exactOptional(),
  incidents: z.array(z.string()).exactOptional(),
});

/** A baseline as its file's text: the header, then one line a case in code-unit order of the ids. */
export function formatBaseline(baseline: Baseline): string {
  const cases = [...baseline.cases.values()]
    .toSorted((a, b) => (a.case < b.case ? -1 : 1))
    .map((one) => `${JSON.stringify(one)}\n`);
  const header = JSON.stringify({ ...baseline.header, cases: cases.length });
  const body = cases.join('');
  const check = crc32(`${header}\n${body}`);
  return `${header.slice(0, -1)},"check":"${check}"}\n${body}`;
}

/** Reads a baseline file's text. Whatever is wrong with it is named; nothing is repaired. */
export function parseBaseline(text: string, wanted?: BaselineWanted): BaselineReading {
  const lines = text.split(/\r?\n/u);
  if (lines.at(-1) === '') lines.pop();
  const [first, ...rest] = lines;
  if (first === undefined || first === '') return defect('truncated', 'The file is empty');
  const header = readHeader(first, wanted);
  if ('code' in header) return header;
  const cases = readCases(rest, header);
  if ('code' in cases) return cases;
  const damage = findDamage(first, rest, header);
  if (damage !== undefined) return damage;
  const { cases: _count, check: _check, ...kept } = header;
  return { kind: 'baseline', baseline: { header: kept, cases } };
}

type Defect = Extract<BaselineReading, { kind: 'defect' }>;

const defect = (code: BaselineDefect, message: string): Defect => ({
  kind: 'defect',
  code,
  message,
});

const formatSchema = z.looseObject({ format: z.number() });

function readHeader(line: string, wanted: BaselineWanted | undefined): HeaderLine | Defect {
  const json = parseJson(line);
  if (json === undefined) return defect('corrupt', 'Line 1 is not JSON');
  const format = formatSchema.safeParse(json);
  if (!format.success) return defect('foreign', 'Line 1 is not the header of a baseline');
  if (format.data.format > 1) {
    return defect('newer-format', `Format ${format.data.format} is newer than format 1`);
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) return defect('corrupt', `Line 1: ${explain(parsed.error)}`);
  return foreign(parsed.data, wanted) ?? parsed.data;
}

function foreign(header: HeaderLine, wanted: BaselineWanted | undefined): Defect | undefined {
  if (wanted === undefined) return undefined;
  if (header.set === wanted.set && header.target === wanted.target) return undefined;
  const [is, asked] = [header, wanted].map((one) => `${one.set} on ${one.target}`);
  return defect('foreign', `It belongs to ${is}, not to ${asked}`);
}

function readCases(
  lines: readonly string[],
  header: HeaderLine,
): Map<string, BaselineCase> | Defect {
  const cases = new Map<string, BaselineCase>();
  for (const [at, line] of lines.entries()) {
    const json = parseJson(line);
    if (json === undefined) {
      const last = at === lines.length - 1;
      return defect(last ? 'truncated' : 'corrupt', `Line ${at + 2} is not JSON`);
    }
    const parsed = caseSchema.safeParse(json);
    if (!parsed.success) return defect('corrupt', `Line ${at + 2}: ${explain(parsed.error)}`);
    const problem = problemOf(parsed.data, cases, header);
    if (problem !== undefined) return defect('corrupt', `Line ${at + 2}: ${problem}`);
    cases.set(parsed.data.case, parsed.data);
  }
  return cases;
}

function problemOf(
  one: BaselineCase,
  known: ReadonlyMap<string, BaselineCase>,
  header: HeaderLine,
): string | undefined {
  if (known.has(one.case)) return `case ${one.case} stands there twice`;
  const stranger = Object.keys(one.scores).find((name) => !Object.hasOwn(header.scorers, name));
  return stranger === undefined ? undefined : `no scorer of the header is named ${stranger}`;
}

function findDamage(
  first: string,
  rest: readonly string[],
  header: HeaderLine,
): Defect | undefined {
  const { cases, check } = header;
  if (cases !== undefined && rest.length < cases) {
    return defect('truncated', `${rest.length} of ${cases} cases are there`);
  }
  if (cases !== undefined && rest.length > cases) {
    return defect('corrupt', `${rest.length} cases are there, and ${cases} were written`);
  }
  if (check === undefined) return undefined;
  const bare = first.replace(/,"check":"[^"]*"\}$/u, '}');
  const found = crc32([bare, ...rest].map((line) => `${line}\n`).join(''));
  if (found === check) return undefined;
  return defect('corrupt', 'The text is not the one that was written: damaged, or edited by hand');
}

function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return path === '' ? (issue?.message ?? 'unreadable') : `${path}: ${issue?.message}`;
}
