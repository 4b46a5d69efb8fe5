import type { CaseStamp, Json, Message, Output, Score, TrialFinished } from '@pawl/core';
import { canonicalText } from '@pawl/core';

import { duration, usd } from '../numbers.ts';
import { own, quote, say, type Phrase } from '../phrase.ts';
import { forLine } from '../sinks/for-line.ts';
import { forTerminal } from '../sinks/for-terminal.ts';
import { phraseFault } from '../words/fault.ts';
import type { Canvas, Colour, Paint } from './canvas.ts';
import { stack } from './run.ts';
import { layOut } from './sentence.ts';

/** One case of a run in full. */
export interface CaseView {
  readonly runId: string;
  readonly set: string;
  readonly stamp: CaseStamp;
  /** Left out where the definition is not at hand any more. */
  readonly input?: Json;
  readonly expected?: Json;
  /** Its trials on every target, in plan order. */
  readonly trials: readonly TrialFinished[];
  /** Its earlier runs, the oldest first. */
  readonly history?: readonly CaseHistory[];
}

/** How a case fared in one run. */
export interface CaseHistory {
  readonly runId: string;
  /** ISO date-time. */
  readonly at: string;
  readonly target: string;
  readonly passed: number;
  readonly trials: number;
}

/** A case on a terminal: what was asked, what each trial answered, what each scorer thinks of it, its history. */
export function renderCase(view: CaseView, canvas: Canvas): string {
  return stack([
    layOutTitle(view, canvas),
    layOutValue('input', view.input, canvas),
    layOutValue('expected', view.expected, canvas),
    ...view.trials.map((trial) => layOutTrial(trial, canvas)),
    layOutHistory(view.history ?? [], canvas),
  ]);
}

function layOutTitle({ runId, set, stamp }: CaseView, { width, paint }: Canvas): string[] {
  const marks = [
    stamp.critical === true ? 'critical' : undefined,
    stamp.incidents === undefined ? undefined : `guards ${stamp.incidents.join(', ')}`,
    stamp.tags === undefined || stamp.tags.length === 0 ? undefined : stamp.tags.join(', '),
    stamp.place === undefined ? undefined : `${stamp.place.file}:${stamp.place.line ?? 1}`,
  ].filter((mark) => mark !== undefined);
  return [
    ...layOut(say`${stamp.id} of ${set}`, { width, colour: paint.bold }),
    ...layOut([`run ${runId}`, ...marks].join(' · '), { width, colour: paint.dim }),
  ];
}

function layOutValue(title: string, value: Json | undefined, canvas: Canvas): string[] {
  if (value === undefined) return [];
  return layOutText(title, typeof value === 'string' ? value : canonicalText(value), canvas);
}

function layOutText(title: string, text: string, { width, paint }: Canvas): string[] {
  return [
    paint.dim(`  ${forLine(title, { width: width - 2 })}`),
    `    ${forTerminal(text, { width, indent: 4, lines: 60 })}`,
  ];
}

function layOutTrial(event: TrialFinished, canvas: Canvas): string[] {
  const { width, paint } = canvas;
  const { result } = event;
  const facts = [
    `trial ${event.trial + 1}`,
    ...(result.durationMs === 0 ? [] : [duration(result.durationMs)]),
    ...(result.kind === 'answered' ? tellCost(result) : []),
  ];
  const head = layOut(say`${event.target} ${own(`· ${facts.join(' · ')}`)}`, {
    width,
    colour: paint.bold,
  });
  if (result.kind === 'answered') {
    const scores = result.scores.flatMap((score) => layOutScore(score, canvas));
    return [...head, ...layOutOutput(result.output, canvas), ...scores];
  }
  const { message, hint } = phraseFault(result.fault);
  return [
    ...head,
    ...layOut(message, { width, indent: 2, mark: '!', markColour: paint.yellow }),
    ...(hint === undefined ? [] : layOut(hint, { width, indent: 4, mark: '→' })),
  ];
}

function tellCost(result: {
  readonly costUsd?: number;
  readonly cached?: true;
  readonly shared?: true;
}): string[] {
  const { costUsd = 0, cached, shared } = result;
  return [
    ...(costUsd === 0 ? [] : [usd(costUsd)]),
    ...(cached === true ? ['from the cache'] : []),
    ...(shared === true ? ['shared with the baseline'] : []),
  ];
}

function layOutOutput(output: Output | undefined, canvas: Canvas): string[] {
  if (output === undefined) return [canvas.paint.dim('  no output was kept')];
  const messages = (output.messages ?? []).flatMap((message) => layOutMessage(message, canvas));
  if (messages.length > 0) return messages;
  const calls = (output.toolCalls ?? []).map((call) => tellCall(call));
  return [
    ...(output.text === '' && calls.length > 0 ? [] : layOutText('output', output.text, canvas)),
    ...calls.flatMap((call) => layOut(call, { width: canvas.width, indent: 2, mark: '⚙' })),
  ];
}

function layOutMessage(message: Message, canvas: Canvas): string[] {
  const role = message.name === undefined ? message.role : `${message.role} ${message.name}`;
  const calls = (message.toolCalls ?? []).map((call) => tellCall(call));
  return [
    ...(message.content === undefined || message.content === ''
      ? []
      : layOutText(role, message.content, canvas)),
    ...calls.flatMap((call) => layOut(call, { width: canvas.width, indent: 2, mark: '⚙' })),
  ];
}

function tellCall(call: { readonly name: string; readonly arguments: Json }): Phrase {
  const args = typeof call.arguments === 'string' ? call.arguments : canonicalText(call.arguments);
  return say`${call.name} ${quote(args)}`;
}

function layOutScore(score: Score, canvas: Canvas): string[] {
  const { width, paint } = canvas;
  if (score.kind === 'unscored') {
    const text = say`${score.scorer} gave no score: ${quote(score.reason)}`;
    return layOut(text, { width, indent: 2, mark: '!', markColour: paint.yellow });
  }
  const value = Number.isInteger(score.value) ? String(score.value) : score.value.toFixed(3);
  const head = layOut(say`${score.scorer} ${own(value)}`, {
    width,
    indent: 2,
    ...markOf(score.value, paint),
  });
  if (score.reason === undefined) return head;
  return [...head, `      ${forTerminal(score.reason, { width, indent: 6, lines: 20 })}`];
}

function markOf(value: number, paint: Paint): { mark: string; markColour: Colour } {
  if (value === 1) return { mark: '✓', markColour: paint.green };
  if (value === 0) return { mark: '✗', markColour: paint.red };
  return { mark: '·', markColour: paint.yellow };
}

function layOutHistory(history: readonly CaseHistory[], { width, paint }: Canvas): string[] {
  if (history.length === 0) return [];
  const lines = history.slice(-20).flatMap((one) => {
    const when = one.at.slice(0, 16).replace('T', ' ');
    const passed = own(` ${one.passed}/${one.trials} passed`);
    return layOut(say`${when} ${one.target}${passed} (${one.runId})`, { width, indent: 2 });
  });
  return [paint.bold('History'), ...lines];
}
