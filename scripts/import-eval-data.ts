/**
 * Fills the eval sets under `evals/` from a folder of published data, and checks the counts.
 * Usage: node scripts/import-eval-data.ts <source-folder>
 * Recorded outputs and licences are copied byte for byte; cases get the fields that Pawl knows.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';

import { expandTerminalBench } from './expand-terminal-bench.ts';

type Row = Readonly<Record<string, unknown>>;

interface Import {
  readonly from: string;
  readonly to: string;
  /** Source file → file of the set, unchanged. */
  readonly copies: Readonly<Record<string, string>>;
  /** Left out: there are no cases to convert. */
  readonly toCase?: (row: Row) => Row;
  readonly cases: number;
  readonly recorded: number;
}

const imports: readonly Import[] = [
  {
    from: 'gsm8k',
    to: 'gsm8k',
    copies: { LICENSE: 'LICENSE', 'outputs.jsonl': 'recorded.jsonl' },
    toCase: keepAside('reference_solution'),
    cases: 1319,
    recorded: 5276,
  },
  {
    from: 'tau_bench_airline',
    to: 'tau-bench-airline',
    copies: {
      LICENSE: 'LICENSE',
      'agent_policy.md': 'agent_policy.md',
      'trials.jsonl': 'recorded.jsonl',
    },
    toCase: keepAside('user_id'),
    cases: 50,
    recorded: 200,
  },
  {
    from: 'nq_open_qa',
    to: 'nq-open',
    copies: { LICENSE: 'LICENSE', 'outputs.jsonl': 'recorded.jsonl' },
    toCase: keepAside('expected_repaired'),
    cases: 3610,
    recorded: 36_702,
  },
  {
    from: 'nq_human_judged',
    to: 'nq-human-judged',
    copies: { LICENSE: 'LICENSE', 'outputs.jsonl': 'recorded.jsonl' },
    toCase: disableImproper,
    cases: 3610,
    recorded: 18_050,
  },
  {
    from: 'judge_order_swap',
    to: 'judge-order-swap',
    copies: { LICENSE: 'LICENSE', 'llmbar_natural.jsonl': 'recorded.jsonl' },
    cases: 0,
    recorded: 65,
  },
];

const source = process.argv[2];
if (source === undefined) {
  console.error('Usage: node scripts/import-eval-data.ts <source-folder>');
  process.exitCode = 2;
} else {
  for (const one of imports) await importSet(source, one);
  await importTrialsApart();
  await importSubset();
  await importTerminalBench(source);
}

async function importSet(folder: string, one: Import): Promise<void> {
  const to = `evals/${one.to}`;
  await mkdir(to, { recursive: true });
  for (const [file, name] of Object.entries(one.copies)) {
    await copyFile(`${folder}/${one.from}/${file}`, `${to}/${name}`);
  }
  const { toCase } = one;
  if (toCase !== undefined) {
    const rows = await readRows(`${folder}/${one.from}/cases.jsonl`);
    await writeRows(`${to}/cases.jsonl`, rows.map(toCase));
    await expectRows(`${to}/cases.jsonl`, one.cases);
  }
  await expectRows(`${to}/recorded.jsonl`, one.recorded);
}

/** The airline's cases once more, for a set whose targets are single trials of the same agent: an A/A test. */
async function importTrialsApart(): Promise<void> {
  await mkdir('evals/tau-bench-airline-aa', { recursive: true });
  for (const file of ['LICENSE', 'cases.jsonl']) {
    await copyFile(`evals/tau-bench-airline/${file}`, `evals/tau-bench-airline-aa/${file}`);
  }
  await expectRows('evals/tau-bench-airline-aa/cases.jsonl', 50);
}

/** The two language models of NQ-open answered 301 of its questions: a set of its own, so that no trial is missing. */
async function importSubset(): Promise<void> {
  const recorded = await readRows('evals/nq-open/recorded.jsonl');
  const asked = new Set(
    recorded
      .filter((row) => row['target'] === 'text-davinci-003_zeroshot')
      .map((row) => row['case_id']),
  );
  const cases = await readRows('evals/nq-open/cases.jsonl');
  await mkdir('evals/nq-open-301', { recursive: true });
  await copyFile('evals/nq-open/LICENSE', 'evals/nq-open-301/LICENSE');
  await writeRows(
    'evals/nq-open-301/cases.jsonl',
    cases.filter((row) => asked.has(row['id'])),
  );
  await expectRows('evals/nq-open-301/cases.jsonl', 301);
}

async function importTerminalBench(folder: string): Promise<void> {
  const to = 'evals/terminal-bench';
  await mkdir(to, { recursive: true });
  await copyFile(`${folder}/terminal_bench/LICENSE`, `${to}/LICENSE`);
  await copyFile(`${folder}/terminal_bench/multi_trial_counts.jsonl`, `${to}/counts.jsonl`);
  await expandTerminalBench(to);
  await expectRows(`${to}/cases.jsonl`, 89);
  await expectRows(`${to}/recorded.jsonl`, 6616);
}

/** A field that a case does not know goes into its metadata. */
function keepAside(field: string): (row: Row) => Row {
  return ({ [field]: aside, ...known }) =>
    aside === undefined ? known : { ...known, metadata: { [field]: aside } };
}

/** Questions that the source calls improper stay in the file, disabled; one of them has no answer at all. */
function disableImproper({ improper, expected, ...known }: Row): Row {
  const answered = expected === null ? known : { ...known, expected };
  if (improper !== true) return answered;
  return { ...answered, disabled: { reason: 'The source marks this question as improper.' } };
}

async function readRows(file: string): Promise<readonly Row[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line): Row => JSON.parse(line));
}

async function writeRows(file: string, rows: readonly Row[]): Promise<void> {
  await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

async function expectRows(file: string, count: number): Promise<void> {
  const found = (await readRows(file)).length;
  if (found !== count) throw new Error(`${file} has ${found} rows instead of ${count}.`);
  console.log(`${file}: ${found} rows`);
}
