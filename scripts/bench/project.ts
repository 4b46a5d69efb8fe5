import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Program } from './run-program.ts';

/** Where everything of one bench stands: the installed packages, and room for projects. */
export interface Bench {
  /** Folder whose node_modules holds Pawl as it is published. */
  readonly installed: string;
  readonly quick: boolean;
  /** Rounds of a contender: fewer when quick. */
  readonly rounds: number;
  /** Folder of one of the floors' programs. */
  readonly floor: (name: string, ...args: readonly string[]) => Program;
  readonly pawl: (project: string, ...args: readonly string[]) => Program;
  /** The same, with collections forced all the time: for what is in use, not for how fast. */
  readonly collected: (project: string, ...args: readonly string[]) => Program;
}

/** Opens the bench over an installed Pawl. */
export function openBench(installed: string, quick: boolean): Bench {
  const bin = join(installed, 'node_modules/pawl/dist/bin.js');
  return {
    installed,
    quick,
    rounds: quick ? 2 : 3,
    floor: (name, ...args) => ({ args: [join(installed, name), ...args], cwd: installed }),
    pawl: (project, ...args) => ({ args: [bin, ...args], cwd: project }),
    collected: (project, ...args) => ({ args: ['--expose-gc', bin, ...args], cwd: project }),
  };
}

/** Writes files into a new folder beside the installed packages. */
export function makeProject(bench: Bench, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(bench.installed, 'project-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const set = `name: load
version: 1.0.0
owner: '@bench'
scorers:
  - equals: 'yes'
`;

/** A set of many small cases with one exact scorer, on a model that answers yes. */
export function modelProject(bench: Bench, load: { url: string; cases: number }): string {
  return makeProject(bench, {
    'pawl.yaml': `targets:
  model: { provider: openai, baseUrl: '${load.url}', model: m, messages: [{ role: user, content: '{{ input }}' }] }
defaults: { targets: [model] }
`,
    'evals/load/set.yaml': set,
    'evals/load/cases.jsonl': lines(load.cases, (at) => ({ id: `c${at}`, input: `case ${at}` })),
  });
}

/** A set of many small cases whose outputs are recorded: two of three are right, and `other` loses one of a hundred. */
export function recordedProject(bench: Bench, cases: number): string {
  const output = (at: number): string => (at % 3 === 0 ? 'no' : 'yes');
  return makeProject(bench, {
    'pawl.yaml': `targets:
  rows: { provider: recorded, outputs: rows.jsonl }
  other: { provider: recorded, outputs: other.jsonl }
defaults: { targets: [rows] }
`,
    'evals/load/set.yaml': set,
    'evals/load/cases.jsonl': lines(cases, (at) => ({
      id: `c${at}`,
      input: `What is the answer to question ${at}?`,
      expected: 'yes',
    })),
    'rows.jsonl': lines(cases, (at) => ({ case_id: `c${at}`, output: output(at) })),
    'other.jsonl': lines(cases, (at) => ({
      case_id: `c${at}`,
      output: at % 100 === 1 ? 'no' : output(at),
    })),
  });
}

function lines(many: number, make: (at: number) => object): string {
  return `${Array.from({ length: many }, (_, at) => JSON.stringify(make(at))).join('\n')}\n`;
}
