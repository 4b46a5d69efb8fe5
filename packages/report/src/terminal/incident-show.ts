import type { Incident } from '@pawl/core';

import { own, say } from '../phrase.ts';
import { forTerminal } from '../sinks/for-terminal.ts';
import type { Canvas } from './canvas.ts';
import { distinctFaults, tellFault, tellProof, type ShownProof } from './incident-proof.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** A verdict in which a guard of the incident failed. */
export interface HeldBack {
  readonly runId: string;
  /** ISO date-time. */
  readonly at: string;
  readonly case: string;
  readonly target: string;
  /** Whether the verdict blocked. */
  readonly blocked: boolean;
  readonly commit?: string;
  readonly author?: string;
  readonly subject?: string;
}

/** One incident in full. */
export interface IncidentView {
  readonly incident: Incident;
  readonly url?: string;
  readonly proofs: readonly ShownProof[];
  /** Newest first. */
  readonly failures: readonly HeldBack[];
  /** ISO date-time of the last run that asked a guard. */
  readonly ran?: string;
}

/** An incident: its story, its guards with both outputs and their proof, and whom they held back. */
export function renderIncident(view: IncidentView, canvas: Canvas): string {
  const { incident, url } = view;
  const { width, paint } = canvas;
  const { id, title, severity, owner, occurred, closed } = incident;
  const facts = [
    severity,
    closed === undefined ? 'open' : `closed ${closed.slice(0, 10)}`,
    ...(occurred === undefined ? [] : [`occurred ${occurred.slice(0, 10)}`]),
  ].join(' · ');
  const story = [incident.summary, incident.rootCause].filter((text) => text !== undefined);
  return stack([
    [
      ...layOut(say`${id}: ${title}`, { width, colour: paint.bold }),
      ...layOut(say`${own(facts)}${owner === undefined ? own('') : say` · ${owner}`}`, {
        width,
        indent: 2,
      }),
      ...(url === undefined ? [] : layOut(say`${url}`, { width, indent: 2, colour: paint.dim })),
    ],
    story.map((text) => `  ${forTerminal(text.trim(), { width, indent: 2, lines: 20 })}`),
    incident.guards.flatMap((guard) => layOutGuard(guard, view, canvas)),
    layOutHistory(view, canvas),
  ]);
}

function layOutGuard(
  guard: Incident['guards'][number],
  { proofs }: IncidentView,
  { width, paint }: Canvas,
): string[] {
  const proof = proofs.find((one) => one.set === guard.set && one.case === guard.case);
  const sides = (['bad', 'good'] as const).flatMap((side) => {
    const output = guard[side];
    if (output === undefined) return [];
    const text = output.text ?? JSON.stringify(output.messages ?? output.toolCalls ?? '');
    const source = side === 'bad' && output.source !== undefined ? `, ${output.source}` : '';
    return [
      paint.dim(`  ${side} output${source}`),
      `    ${forTerminal(text.trim(), { width, indent: 4, lines: 12 })}`,
    ];
  });
  const proven = proof?.state === 'proven';
  const look = proven
    ? { mark: '✓', markColour: paint.green }
    : { mark: '✗', markColour: paint.red };
  const told = proof === undefined ? own('has not been tried') : tellProof(proof);
  const faults = distinctFaults(proof?.faults ?? []);
  return [
    ...layOut(say`${guard.case} of ${guard.set} ${told}`, { width, ...look }),
    ...(faults.length < 2
      ? []
      : faults.flatMap((fault) => layOut(tellFault(fault), { width, indent: 4, mark: '✗' }))),
    ...sides,
  ];
}

function layOutHistory({ failures, ran }: IncidentView, { width, paint }: Canvas): string[] {
  const last =
    ran === undefined ? 'Its guards have not run here yet' : `Last run ${ran.slice(0, 10)}`;
  if (failures.length === 0) return layOut(own(`${last}; nobody was held back.`), { width });
  const lines = failures.slice(0, 20).flatMap((one) => {
    const { at, blocked, commit, author, subject } = one;
    const verb = own(blocked ? ' held back ' : ' failed and let pass ');
    const who = author === undefined ? own('a working tree') : say`${author}`;
    const change = subject === undefined ? own('') : say` “${subject}”`;
    const where = commit === undefined ? own('') : say` (${commit.slice(0, 9)})`;
    return layOut(
      say`${own(at.slice(0, 10))}${verb}${who}${change}${where}: ${one.case} on ${one.target}, run ${one.runId}`,
      {
        width,
        indent: 2,
        mark: blocked ? '✗' : '!',
        markColour: blocked ? paint.red : paint.yellow,
      },
    );
  });
  return [...layOut(own(`${last}; failures of its guards:`), { width }), ...lines];
}
