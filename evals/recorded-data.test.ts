import { existsSync, globSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

interface Row {
  readonly id?: string;
  readonly case_id?: string;
  readonly target?: string;
  readonly trial?: number;
  readonly published?: Readonly<Record<string, number | boolean | null>>;
}

const here = import.meta.dirname;
const folders = globSync('*/recorded.jsonl', { cwd: here }).map((file) => file.split(/[/\\]/)[0]);
const sets = folders.filter((folder) => existsSync(`${here}/${folder}/cases.jsonl`));

function rowsOf(file: string): readonly Row[] {
  const lines = readFileSync(`${here}/${file}`, 'utf8').split('\n').filter(Boolean);
  return lines.map((line): Row => JSON.parse(line));
}

function countBy(rows: readonly Row[], keyOf: (row: Row) => unknown): Record<string, number> {
  const groups = Map.groupBy(rows, (row) => String(keyOf(row)));
  return Object.fromEntries([...groups].map(([key, group]) => [key, group.length]));
}

describe('recorded data', () => {
  it.each(sets)('%s has a row only for cases that exist, and one row a trial', (set) => {
    const cases = new Set(rowsOf(`${set}/cases.jsonl`).map((row) => row.id));
    const rows = rowsOf(`${set}/recorded.jsonl`);
    const trials = rows.map((row) => `${row.case_id} ${row.target} ${row.trial}`);
    expect(rows.filter((row) => !cases.has(row.case_id))).toEqual([]);
    expect(new Set(trials).size).toBe(rows.length);
  });

  it.each(folders)('%s stands with its licence and its origin', (folder) => {
    expect(readFileSync(`${here}/${folder}/LICENSE`, 'utf8')).toMatch(/MIT|Apache/);
    expect(readFileSync(`${here}/${folder}/README.md`, 'utf8')).toMatch(/\*\*Origin\*\*.* @ /);
  });

  // The labels that the source published (openai/grade-school-math @ 3101c7d5).
  it('holds the published labels of GSM8K', () => {
    const right = rowsOf('gsm8k/recorded.jsonl').filter((row) => row.published?.['is_correct']);
    expect(countBy(right, (row) => row.target)).toEqual({
      '6b_finetuning': 286,
      '6b_verification': 515,
      '175b_finetuning': 458,
      '175b_verification': 742,
    });
  });

  // sierra-research/tau-bench @ 59a200c6: pass^1 of 0.42 is the mean of these four.
  it('holds the published rewards of each tau-bench trial', () => {
    const rows = rowsOf('tau-bench-airline/recorded.jsonl');
    const right = rows.filter((row) => row.published?.['reward'] === 1);
    expect(countBy(right, (row) => row.trial)).toEqual({ 0: 21, 1: 22, 2: 20, 3: 21 });
  });

  // Terminal-Bench 2.0 leaderboard, as collected by dariakryvosheieva/agent-psychometrics @ 62851ff8.
  it('expands the counts of Terminal-Bench to as many passed trials', () => {
    const right = rowsOf('terminal-bench/recorded.jsonl').filter(
      (row) => row.published?.['passed'],
    );
    expect(countBy(right, (row) => row.target)).toMatchObject({
      'codex_gpt-5_1-codex_at_openai': 257,
      'codex_gpt-5_1-codex-max_at_openai': 269,
      'codex_gpt-5_2_at_openai': 280,
    });
  });
});
