import type { Severity } from '@pawl/core';

import { count, percent } from '../numbers.ts';
import { code, own, say, type Phrase } from '../phrase.ts';
import type { Canvas } from './canvas.ts';
import { layOutNone, layOutNumbers, type IncidentNumbers } from './incident-list.ts';
import { distinctFaults, tellFault, type ShownProof } from './incident-proof.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** One incident and the proofs of its guards. */
export interface VerifiedIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly closed: boolean;
  readonly state: 'proven' | 'unproven' | 'stale';
  readonly proofs: readonly ShownProof[];
  /** How often the configuration of that day failed, where it was run again. */
  readonly reproductions: readonly Reproduction[];
}

/** How often a configuration failed on a guard; a share with its interval at 95 %. */
export interface Reproduction {
  readonly case: string;
  readonly target: string;
  readonly trials: number;
  readonly failed: number;
  readonly faulted: number;
  readonly low: number;
  readonly high: number;
}

/** What `incident verify` found. */
export interface VerifyView {
  readonly incidents: readonly VerifiedIncident[];
  readonly numbers: IncidentNumbers;
  /** Closed incidents without a proven guard. */
  readonly closedUnproven: readonly string[];
}

/** The proofs: what does not hold first, with its reasons. */
export function renderVerification(view: VerifyView, canvas: Canvas): string {
  const { width, paint } = canvas;
  if (view.incidents.length === 0) return layOutNone(canvas);
  const sorted = view.incidents.toSorted((a, b) => rank(a) - rank(b));
  const open = view.closedUnproven;
  const next =
    open.length === 0
      ? []
      : layOut(
          say`${own(open.length === 1 ? 'A closed incident needs' : 'Closed incidents need')} a proven guard: ${open.join(', ')}. Mend the case or its scorers, or take ${code('closed')} away.`,
          { width, mark: '→' },
        );
  return stack([
    sorted.flatMap((incident) => layOutIncident(incident, canvas)),
    layOutNumbers(view.numbers, { width, paint }),
    next,
  ]);
}

const rank = ({ state }: VerifiedIncident): number =>
  ['unproven', 'stale', 'proven'].indexOf(state);

function layOutIncident(incident: VerifiedIncident, canvas: Canvas): string[] {
  const { width, paint } = canvas;
  const { id, title, severity, state, proofs } = incident;
  const looks = {
    proven: { mark: '✓', markColour: paint.green },
    unproven: { mark: '✗', markColour: paint.red },
    stale: { mark: '?', markColour: paint.yellow },
  };
  const open = incident.closed ? '' : ' open';
  const cases = proofs.map((proof) => proof.case).join(', ');
  const guards = cases === '' ? say`no case guards it` : say`${cases}`;
  return [
    ...layOut(say`${id} ${own(`${severity}${open} ${state}`)}: ${title} ${own('·')} ${guards}`, {
      width,
      ...looks[state],
    }),
    ...proofs.flatMap((proof) => layOutFaults(proof, canvas)),
    ...incident.reproductions.flatMap((one) =>
      layOut(tellReproduction(one), { width, indent: 4, mark: '↻' }),
    ),
  ];
}

function layOutFaults(proof: ShownProof, { width, paint }: Canvas): string[] {
  return distinctFaults(proof.faults).flatMap((fault) =>
    layOut(say`${code(proof.case)}: ${tellFault(fault)}`, {
      width,
      indent: 4,
      mark: '✗',
      markColour: paint.red,
    }),
  );
}

function tellReproduction(one: Reproduction): Phrase {
  const { trials, failed, faulted, low, high } = one;
  const answered = trials - faulted;
  const lost = faulted === 0 ? '' : `; ${count(faulted)} gave no answer`;
  if (answered === 0)
    return say`${code(one.target)} gave no answer in ${own(count(trials))} trials`;
  return say`${code(one.target)} fails ${code(one.case)} in ${own(
    `${count(failed)} of ${count(answered)} trials: ${percent(failed / answered)} (95 %: ${percent(low)} … ${percent(high)})${lost}`,
  )}`;
}
