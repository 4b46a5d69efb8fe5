/**
 * Expands the published counts of Terminal-Bench (`counts.jsonl`: successes and trials of each task)
 * to one recorded row a trial: the successes of a task are its passed trials, and come first.
 * Which trial passed is not published, so the order within a task says nothing.
 * Usage: node scripts/expand-terminal-bench.ts [folder]
 */
import { readFile, writeFile } from 'node:fs/promises';

interface Counts {
  readonly target: string;
  readonly agent_version: string | null;
  readonly submitted: string;
  readonly successes: number;
  readonly trials: number;
  /** Task → successes and trials. */
  readonly tasks: Readonly<Record<string, readonly [number, number]>>;
}

interface Row {
  readonly case_id: string;
  readonly target: string;
  readonly trial: number;
  readonly output: string;
  readonly published: { readonly passed: boolean };
}

if (import.meta.main) await expandTerminalBench(process.argv[2] ?? 'evals/terminal-bench');

/** Writes `cases.jsonl` and `recorded.jsonl` beside `counts.jsonl`; throws when a total does not agree. */
export async function expandTerminalBench(folder: string): Promise<void> {
  const lines = (await readFile(`${folder}/counts.jsonl`, 'utf8')).split('\n').filter(Boolean);
  const counts = lines.map((line): Counts => JSON.parse(line));
  const tasks = new Set(counts.flatMap((version) => Object.keys(version.tasks)));
  const cases = [...tasks].toSorted().map((task) => ({ id: task, input: task }));
  await writeFile(`${folder}/cases.jsonl`, toLines(cases));
  await writeFile(`${folder}/recorded.jsonl`, toLines(counts.flatMap(expandVersion)));
}

function expandVersion(version: Counts): readonly Row[] {
  const rows = Object.entries(version.tasks).flatMap(([task, [successes, trials]]) =>
    Array.from({ length: trials }, (_, trial) =>
      toRow({ target: version.target, task, trial, passed: trial < successes }),
    ),
  );
  const passed = rows.filter((row) => row.published.passed).length;
  if (passed !== version.successes || rows.length !== version.trials) {
    throw new Error(`${version.target}: the tasks do not add up to the published totals.`);
  }
  return rows;
}

interface Trial {
  readonly target: string;
  readonly task: string;
  readonly trial: number;
  readonly passed: boolean;
}

function toRow({ target, task, trial, passed }: Trial): Row {
  const output = passed ? 'resolved' : 'unresolved';
  return { case_id: task, target, trial, output, published: { passed } };
}

function toLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
