import type { Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';
import { servedModels } from '../to-baseline.ts';

/**
 * The provider served another model than when the baseline was made, and nobody asked for one: the two sides differ by
 * more than the change. An alias that leads where it led before is no finding, nor is one that leads to fewer models.
 */
export function servedModel(cell: CellView): Finding[] {
  const { baseline, set, target, policy } = cell;
  const was = baseline?.header.servedModels ?? [];
  const now = servedModels(cell.evidence.record, set.name, target.name);
  const asked = baseline?.header.requestedModel === target.model;
  const same = now.every((model) => was.includes(model));
  if (!asked || was.length === 0 || same) return [];
  const place = { set: set.name, target: target.name };
  const blocking = target.model !== undefined && policy.onInconclusive !== 'warn'; // code of the project may choose its model
  return [{ ...place, level: 'doubt', blocking, code: 'served-model-changed', was, now }];
}
