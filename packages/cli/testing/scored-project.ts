import { readFileSync } from 'node:fs';

import { showDocumentSchema } from '@pawl/report';
import { z } from 'zod';

import { expand } from '../../report/fixtures/adversarial/inert.mjs';
import { copyFixture, type TestProject } from './project.ts';

const rowSchema = z.object({
  id: z.string(),
  text: z.string().exactOptional(),
  template: z.boolean().exactOptional(),
  gen: z
    .object({ prefix: z.string(), unit: z.string(), times: z.number(), mid: z.string() })
    .exactOptional(),
});

const fixtures = new URL('../../report/fixtures/adversarial/outputs.jsonl', import.meta.url);
const hostile = readFileSync(fixtures, 'utf8')
  .trim()
  .split('\n')
  .map((line) => rowSchema.parse(JSON.parse(line)))
  .map((row) => ({ id: row.id, text: expand(row) }));

/** An output for each case. */
export interface CaseOutput {
  readonly id: string;
  readonly text: string;
}

/** Hostile outputs, and one that is right. */
export const answers: readonly CaseOutput[] = [...hostile, { id: 'right', text: 'It is GOOD.' }];

/** A project with a set of one case an output, and a rubric; `scorers` is YAML. */
export async function scoredProject(
  scorers: string,
  outputs: readonly CaseOutput[] = answers,
): Promise<TestProject> {
  const project = await copyFixture();
  const lines = (rows: readonly object[]): string =>
    rows.map((row) => JSON.stringify(row)).join('\n');
  await project.write(
    'pawl.yaml',
    'targets:\n  old: { provider: recorded, outputs: rows.jsonl }\ndefaults: { targets: [old] }\n',
  );
  await project.write(
    'evals/small/set.yaml',
    `name: small\nversion: 1.0.0\nowner: '@me'\nscorers:\n${scorers}`,
  );
  await project.write('evals/small/rubric.md', 'The answer is 4, as rubric.md says.\n');
  await project.write(
    'evals/small/cases.jsonl',
    lines(outputs.map(({ id }) => ({ id, input: 'What is 2+2?', expected: 'GOOD' }))),
  );
  await project.write(
    'rows.jsonl',
    lines(outputs.map(({ id, text }) => ({ case_id: id, output: text }))),
  );
  return project;
}

/** A score by case and scorer: its value, or why there is none. */
export interface ShownScore {
  readonly case: string;
  readonly scorer: string;
  readonly value: number | string;
}

/** Runs the set and reads every score. */
export async function scoresOf(project: TestProject): Promise<{
  readonly code: number;
  readonly err: string;
  readonly scores: readonly ShownScore[];
}> {
  const { code, err } = await project.pawl('run', '--cache', 'off', '--quiet');
  if (code === 2) throw new Error(err);
  const { out } = await project.pawl('show', 'latest', '--json');
  const { trials } = showDocumentSchema.parse(JSON.parse(out));
  const scores = trials.flatMap((trial) =>
    trial.scores.map((score) => ({
      case: trial.case,
      scorer: score.scorer,
      value: score.kind === 'scored' ? score.value : score.reason,
    })),
  );
  return { code, err, scores };
}
