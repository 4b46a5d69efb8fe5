import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

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

test.each(rows)(
  '$file ends in one of $allowed',
  async ({ file, allowed, cases, values, error }) => {
    const loaded = await load(file);
    const errors = loaded.problems.filter(({ severity }) => severity === 'error');
    const outcome = errors.length > 0 ? 'reject' : 'accept';

    expect(allowed).toContain(outcome);
    if (outcome === 'accept') {
      expect(loaded.cases).toHaveLength(cases ?? Number.NaN);
      const plain = z.json().parse(JSON.parse(JSON.stringify(loaded.cases)));
      for (const [pointer, value] of Object.entries(values))
        expect(valueAt(plain, toPath(pointer))).toEqual(value);
      return;
    }
    const said = errors.map(formatProblem).join('\n');
    for (const mention of error?.mentions ?? []) expect(said).toMatch(new RegExp(mention, 'iu'));
    const lines = errors.map(({ place }) => place.line ?? 0);
    const line = error?.line;
    if (line !== undefined) expect(lines.some((one) => Math.abs(one - line) <= 1)).toBe(true);
  },
);

test('the keys no and on stay texts, and nothing reaches Object.prototype', async () => {
  const { cases } = await load('evalsets/d01-norway-key.yaml');
  expect(cases[0]?.metadata).toEqual({ no: 1, on: 2 });

  await load('evalsets/d07-proto.yaml');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});
