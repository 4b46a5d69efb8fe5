import type { Plan, PlanPart, Target } from '@pawl/core';

import { count, counted, usd } from '../numbers.ts';
import type { Canvas } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';
import { layOutTable, nothing } from './table.ts';

/** What would run, and what it would cost. */
export interface PlanView {
  readonly plan: Plan;
  /** Estimated US dollars of a set on a target; nothing where no price is known. */
  readonly estimate?: (set: string, target: string) => number | undefined;
  readonly maxCostUsd?: number;
}

/** A plan on a terminal; nothing of it was run. */
export function renderPlan(view: PlanView, canvas: Canvas): string {
  const columns = [
    { title: 'set', least: 10 },
    { title: 'version', keep: 3 },
    { title: 'target', least: 10 },
    { title: 'asks', least: 8, keep: 4 },
    { title: 'cases', align: 'right' as const, keep: 8 },
    { title: 'trials', align: 'right' as const },
    { title: 'estimated', align: 'right' as const, keep: 9 },
  ];
  const rows = view.plan.parts.flatMap((part) =>
    part.targets.map((target) => readCell(part, target, view)),
  );
  if (rows.length === 0) return stack([layOut('Nothing is planned', { ...canvas, mark: '✗' })]);
  return stack([layOutTable(columns, rows, { ...canvas, indent: 0 }), layOutTotal(view, canvas)]);
}

function readCell(part: PlanPart, target: Target, view: PlanView): readonly string[] {
  const trials = part.cases.reduce((sum, planned) => sum + planned.trials, 0);
  const cost = view.estimate?.(part.set.name, target.name);
  return [
    part.set.name,
    part.set.version,
    target.name,
    'model' in target ? target.model : target.provider,
    count(part.cases.length),
    count(trials),
    cost === undefined ? nothing : usd(cost),
  ];
}

function layOutTotal(view: PlanView, { width, paint }: Canvas): string[] {
  const { plan } = view;
  const costs = plan.parts.flatMap((part) =>
    part.targets.map((target) => view.estimate?.(part.set.name, target.name)),
  );
  const known = costs.filter((cost) => cost !== undefined);
  const sum = known.reduce((total, cost) => total + cost, 0);
  const shard = plan.shard === undefined ? '' : ` of shard ${plan.shard.index}/${plan.shard.count}`;
  const unknown = costs.length - known.length;
  const facts = [
    `${counted(plan.planned, 'trial')}${shard}`,
    known.length === 0 ? undefined : `about ${usd(sum)}`,
    unknown === 0 || view.estimate === undefined
      ? undefined
      : `no price known for ${unknown} of ${costs.length}`,
    view.maxCostUsd === undefined ? undefined : `budget ${usd(view.maxCostUsd)}`,
  ].filter((fact) => fact !== undefined);
  const over = view.maxCostUsd !== undefined && sum > view.maxCostUsd;
  const warning = 'The estimate is over the budget: what is left when it is spent becomes a fault';
  return [
    ...layOut(`Planned, not run: ${facts.join(' · ')}`, { width, colour: paint.bold }),
    ...(over ? layOut(warning, { width, mark: '!', markColour: paint.yellow }) : []),
  ];
}
