import type { Finding } from '@pawl/core';

import type { CellView } from '../cell-view.ts';
import { servedModels } from '../to-baseline.ts';

/** The provider served another model than when the baseline was made, and nobody asked for one. */
export function servedModel(cell: CellView): Finding[] {
  const { baseline, set, target } = cell;
  const was = baseline?.header.servedModels ?? [];
  const now = servedModels(cell.evidence.record, set.name, target.name);
  const asked = baseline?.header.requestedModel === target.model;
  const same = was.length === now.length && was.every((model) => now.includes(model));
  if (!asked || was.length === 0 || now.length === 0 || same) return [];
  const place = { set: set.name, target: target.name };
  return [{ ...place, level: 'doubt', blocking: false, code: 'served-model-changed', was, now }];
}
