import type { Json, Output, ScorerPorts, Subject } from '@pawl/core';

import { atPath } from '../agent/calls.ts';
import { fence } from './fence.ts';
import { showTranscript } from './show-transcript.ts';

/** The placeholders that come from the subject. Throws when the context is asked for and missing. */
export function showSubject(
  { input, output, expected, case: evalCase }: Subject,
  ports: ScorerPorts,
  needs: { readonly context?: string; readonly expected?: 'required' | 'optional' },
): Readonly<Record<string, string>> {
  const show = (value: Json): string => fence(toText(value), ports);
  const parts = { input: show(input), output: showOutput(output, ports), expected: '' };
  if (expected !== undefined) {
    parts.expected =
      needs.expected === 'required'
        ? show(expected)
        : `An answer known to be right:\n${show(expected)}\n`;
  }
  if (needs.context === undefined) return parts;
  const root = {
    input,
    expected: expected ?? null,
    metadata: evalCase?.metadata ?? {},
    row: output.row ?? {},
  };
  const context = atPath(root, needs.context);
  if (context === undefined || context === null)
    throw new Error(`there is no context at ${needs.context}`);
  return { ...parts, context: show(context) };
}

function showOutput(output: Output, ports: ScorerPorts): string {
  const transcript = showTranscript(output);
  if (transcript === undefined) return fence(output.text, ports);
  const answer = output.text === '' ? '(no text)' : fence(output.text, ports);
  return `${answer}\n\nHow the answer came about: messages, calls of tools and their results, one a line:\n${fence(transcript, ports)}`;
}

function toText(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return value.join('\n\n');
  return JSON.stringify(value, null, 1);
}
