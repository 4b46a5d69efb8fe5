/**
 * Speed and size, as ratios to floors that are measured in the same run, taking turns. Pawl is measured as it is published:
 * built, packed and installed with npm into a temporary folder. Requests go to loopback only.
 *
 *     pnpm bench [--quick] [--only start,recorded,requests,gate,report,scorers,install] [--installed <folder>]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { measureGate, measureJudging } from './bench/gate.ts';
import { installPacked, weighInstall } from './bench/install.ts';
import { openBench, type Bench } from './bench/project.ts';
import { measureGsm8k, measureMany } from './bench/recorded.ts';
import { measureReport } from './bench/report.ts';
import { measureRequests } from './bench/requests.ts';
import { toTable, verdictOf, type Row } from './bench/row.ts';
import { measureScorers } from './bench/scorers.ts';
import { measureStart } from './bench/start.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    installed: { type: 'string' },
  },
});

type Part = (bench: Bench) => Promise<readonly Row[]> | readonly Row[];

const parts: Readonly<Record<string, Part>> = {
  install: (bench) => weighInstall(bench.installed),
  start: measureStart,
  recorded: async (bench) => [...(await measureGsm8k(bench)), ...(await measureMany(bench))],
  requests: measureRequests,
  gate: async (bench) => [...(await measureGate(bench)), ...measureJudging(bench)],
  report: measureReport,
  scorers: (bench) => measureScorers(bench.quick),
};

const wanted = values.only?.split(',') ?? Object.keys(parts);
const startedAt = performance.now();
const folder = resolve(values.installed ?? mkdtempSync(join(tmpdir(), 'pawl-bench-')));
try {
  if (values.installed === undefined) await installPacked(folder);
  const bench = openBench(folder, values.quick);
  const rows: Row[] = [];
  for (const name of wanted) {
    const part = parts[name];
    if (part === undefined)
      throw new Error(`There is no part ${name}: ${Object.keys(parts).join(', ')}`);
    process.stderr.write(`${name} …\n`);
    rows.push(...(await part(bench)));
  }
  const load = loadavg()[0]?.toFixed(1) ?? '';
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(toTable(rows));
  const missed = rows.filter((row) => verdictOf(row) === 'MISSED').length;
  console.log(
    `\nNode ${process.versions.node}, ${availableParallelism()} cores, load ${load}, ${seconds} s${values.quick ? ', quick' : ''}: ${rows.length - missed} of ${rows.length} reached`,
  );
} finally {
  if (values.installed === undefined) rmSync(folder, { recursive: true, force: true });
}
