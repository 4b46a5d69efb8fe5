import type { Score, ScorerCatalog, ScorerPorts, Subject } from '@pawl/core';

import { makeScorer } from '../shape/make-scorer.ts';
import { readNested, type Nested } from './nested.ts';

/** What nested scorers said, in order. */
export type Said = readonly Score[];

/** Prepares nested scorers: each gives one score; of several named ones, the lowest counts. */
export function prepareNested(
  written: readonly Nested[],
  catalog: ScorerCatalog,
): (subject: Subject, ports: ScorerPorts) => Promise<Said> {
  const specs = written.map((each) => readNested(each, catalog));
  return (subject, ports) =>
    Promise.all(
      specs.map(async (spec) => {
        const definition = catalog.get(spec.type);
        if (definition === undefined) throw new Error(`there is no scorer ${spec.type}`);
        const signal = ports.signal === undefined ? {} : { signal: ports.signal };
        return lowest(await makeScorer(spec, definition, ports)(subject, signal), spec.name);
      }),
    );
}

function lowest(scores: Said, name: string): Score {
  const missing = scores.find((score) => score.kind === 'unscored');
  if (missing !== undefined) return missing;
  const sorted = scores
    .filter((score) => score.kind === 'scored')
    .toSorted((a, b) => a.value - b.value);
  return sorted[0] ?? { kind: 'unscored', scorer: name, reason: 'no opinion' };
}

/** What went wrong among nested scores, as one reason. */
export function reasonsOf(scores: Said): string {
  return scores
    .filter((score) => score.kind === 'unscored' || score.value < 1)
    .map(
      (score) => `${score.scorer}: ${score.reason ?? (score.kind === 'scored' ? score.value : '')}`,
    )
    .join('; ');
}

/** The values of scores that all have one. */
export function valuesOf(scores: Said): readonly number[] {
  return scores.flatMap((score) => (score.kind === 'scored' ? [score.value] : []));
}
