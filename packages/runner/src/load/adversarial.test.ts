import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { type EvalCase, formatProblem, isUsageError, type Problem, valueAt } from '@pawl/core';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { projectFolder, smallProject } from '../test-world/project-folder.ts';
import { smallCatalog } from '../test-world/small-catalog.ts';
import { loadProject } from './load-project.ts';

// Own-written malformed eval sets; each row of the answer sheet says what must happen to one file.
const folder = join(import.meta.dirname, '../../fixtures');

const rowSchema = z.object({
  file: z.string(),
  allowed: z.array(z.enum(['accept', 'accept_warn', 'reject'])),
  cases: z.number().optional(),
  values: z.record(z.string(), z.json()).default({}),
  error: z.object({ line: z.number().optional(), mentions: z.array(z.string()) }).optional(),
});

const rows = readFileSync(join(folder, 'evalsets.expected.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => rowSchema.parse(JSON.parse(line)));

/** The product's own words: an owner is required, and `tags` is a list, so that the map becomes `metadata`. */
function adapt(bytes: Buffer): string {
  return `${bytes.toString('utf8').replace('tags: {', 'metadata: {')}owner: "@team"\n`;
}

function filesOf(file: string): Record<string, string | Uint8Array> {
  const bytes = readFileSync(join(folder, file));
  const { 'evals/demo/cases.jsonl': _cases, ...rest } = smallProject;
  if (extname(file) === '.yaml') return { ...rest, 'evals/demo/set.yaml': adapt(bytes) };
  return { ...rest, [`evals/demo/cases${extname(file)}`]: bytes };
}

interface Loaded {
  readonly cases: readonly EvalCase[];
  readonly problems: readonly Problem[];
}

async function load(file: string): Promise<Loaded> {
  await using project = await projectFolder(filesOf(file));
  try {
    const loaded = await loadProject({
      cwd: project.root,
      catalog: smallCatalog,
      today: '2026-11-20',
    });
    return { cases: loaded.sets.flatMap((set) => set.cases), problems: loaded.warnings };
  } catch (error) {
    if (!isUsageError(error)) throw error;
    return { cases: [], problems: error.problems };
  }
}

const toPath = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/u.test(step) ? Number(step) : step));

type Row = z.infer<typeof rowSchema>;

/** Where the outcome differs from the answer sheet. */
function differences(row: Row, loaded: Loaded): string[] {
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  const outcome = errors.length > 0 ? 'reject' : 'accept';
  if (!row.allowed.includes(outcome)) return [outcome];
  return outcome === 'accept' ? wrongValues(row, loaded.cases) : missingWords(row, errors);
}

function wrongValues({ cases, values }: Row, loaded: readonly EvalCase[]): string[] {
  const plain = z.json().parse(JSON.parse(JSON.stringify(loaded)));
  const wrong = Object.entries(values).filter(
    ([pointer, value]) => !isDeepStrictEqual(valueAt(plain, toPath(pointer)), value),
  );
  return [...(loaded.length === cases ? [] : [`${loaded.length} cases`]), ...wrong.map(String)];
}

function missingWords({ error }: Row, errors: readonly Problem[]): string[] {
  const said = errors.map(formatProblem).join('\n');
  const unsaid = (error?.mentions ?? []).filter((words) => !new RegExp(words, 'iu').test(said));
  const line = error?.line;
  const near = errors.some(({ place }) => Math.abs((place.line ?? 0) - (line ?? 0)) <= 1);
  return line === undefined || near ? unsaid : [...unsaid, `line ${line}`];
}

test.each(rows)('$file ends in one of $allowed', async (row) => {
  expect(differences(row, await load(row.file))).toEqual([]);
});

test('a duplicate id names both lines', async () => {
  const { problems } = await load('evalsets/d03-dup-id.yaml');
  expect(problems.map(formatProblem).join('\n')).toMatch(/set\.yaml:5:.*set\.yaml:4:/u);
});

test('the keys no and on stay texts, and nothing reaches Object.prototype', async () => {
  const { cases } = await load('evalsets/d01-norway-key.yaml');
  expect(cases[0]?.metadata).toEqual({ no: 1, on: 2 });

  await load('evalsets/d07-proto.yaml');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('of a set whose text cannot be read it is not said that it has no cases', async () => {
  const { problems } = await load('evalsets/d06-tab.yaml');
  expect(problems.map(({ message }) => message)).toEqual(['Tab in the indentation']);
});
