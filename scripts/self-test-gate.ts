/**
 * The gate's trial of itself on real recorded data: seeded defects that must be caught, innocent changes that must pass,
 * and trials of one agent that must not be called worse than each other.
 *
 *     node scripts/self-test-gate.ts
 */
import { readFile } from 'node:fs/promises';

import type { RunRecord } from '../packages/core/src/index.ts';
import { selfTest, type SelfTestTotal } from '../packages/gate/src/self-test/self-test.ts';
import { buildRecord } from '../packages/gate/src/testing/build-record.ts';

interface Row {
  readonly case_id: string;
  readonly target: string;
  readonly published: {
    readonly is_correct?: boolean;
    readonly reward?: number;
    readonly passed?: boolean;
  };
}

/** One whole run a target, from the labels that were published with the outputs. */
async function recordedRuns(set: string): Promise<RunRecord[]> {
  const text = await readFile(new URL(`../evals/${set}/recorded.jsonl`, import.meta.url), 'utf8');
  const byTarget = new Map<string, Map<string, number[]>>();
  for (const written of text.split('\n').filter((one) => one !== '')) {
    const { case_id: id, target, published }: Row = JSON.parse(written);
    const cases = byTarget.get(target) ?? new Map<string, number[]>();
    const label = published.reward ?? Number(published.is_correct ?? published.passed);
    byTarget.set(target, cases.set(id, [...(cases.get(id) ?? []), label]));
  }
  return [...byTarget].map(([target, cases]) =>
    buildRecord({ set, target, runId: `${set} ${target}`, cases: Object.fromEntries(cases) }),
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function line(name: string, total: SelfTestTotal): string {
  const { low, high } = total.interval;
  return `${name}: ${total.right} of ${total.of} (95 %: ${percent(low)} to ${percent(high)})`;
}

// the trials of terminal-bench are expanded from counts, so only those of the airline are honest repetitions
const airline = await recordedRuns('tau-bench-airline');
const others = [...(await recordedRuns('gsm8k')), ...(await recordedRuns('terminal-bench'))];
const report = selfTest([...others, ...airline], airline);
for (const row of report.rows.filter((one) => !one.right)) {
  console.log(
    `WRONG ${row.kind} on ${row.runId}: ${row.name} → ${row.outcome} [${row.told.join(', ')}]`,
  );
}
console.log(line('seeded defects caught', report.caught));
console.log(line('innocent changes passed', report.passed));
console.log(line('trials of one system not called worse', report.sameSystem));
const blocked = report.rows.filter(
  (row) => row.kind === 'same-system' && row.outcome === 'inconclusive',
).length;
console.log(`of these, held back as leaning worse: ${blocked} of ${report.sameSystem.of}`);
