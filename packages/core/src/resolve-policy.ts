import { defaultPolicy, type Budgets, type GatePolicy, type Minimum } from './policy.ts';
import type { BudgetsFile, PolicyFile } from './schemas/policy-file.ts';

const dayMs = 86_400_000;

/** Lays written rules over complete ones: every key that was written replaces; floors, slices and budgets by name. */
export function resolvePolicy(written: PolicyFile, over: GatePolicy = defaultPolicy): GatePolicy {
  const { minimum, slices, budgets, maxAge, ...plain } = written;
  return {
    ...over,
    ...plain,
    minimum: { ...over.minimum, ...toMinimum(minimum ?? {}) },
    slices: { ...over.slices, ...slices },
    budgets: { ...over.budgets, ...toBudgets(budgets ?? {}) },
    ...(maxAge === undefined ? {} : { maxAgeDays: maxAge / dayMs }),
  };
}

/** A bare number is a floor for the mean. */
function toMinimum(written: NonNullable<PolicyFile['minimum']>): Record<string, Minimum> {
  const floors = Object.entries(written).map(([scorer, floor]): [string, Minimum] => [
    scorer,
    typeof floor === 'number' ? { share: floor, on: 'mean' } : floor,
  ]);
  return Object.fromEntries(floors);
}

function toBudgets({ p95Latency, ...plain }: BudgetsFile): Budgets {
  return { ...plain, ...(p95Latency === undefined ? {} : { p95LatencyMs: p95Latency }) };
}
