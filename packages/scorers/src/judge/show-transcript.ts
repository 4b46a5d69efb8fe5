import type { Message, Output, ToolCall } from '@pawl/core';

import { callsOf, messagesOf } from '../agent/calls.ts';

/**
 * What was said and called on the way to the answer, one JSON object a line, so that no text can pass itself
 * off as a line of its own; nothing where there was no way. Long texts and long ways lose their middle.
 */
export function showTranscript(output: Output): string | undefined {
  const messages = messagesOf(output);
  const calls = callsOf(output) ?? [];
  const lines =
    messages.length > 0 ? messages.map(lineOfMessage) : calls.map((call) => toLine(partsOf(call)));
  const isBare = calls.length === 0 && messages.length < 2;
  return isBare || lines.length === 0 ? undefined : cutLines(lines).join('\n');
}

const longestText = 4000;
const mostLines = 120;

function lineOfMessage({ role, name, content, toolCalls = [] }: Message): string {
  const said = content === undefined ? {} : { content: cutText(content) };
  const called = toolCalls.length === 0 ? {} : { calls: toolCalls.map(partsOf) };
  return toLine({ role, ...(name === undefined ? {} : { name }), ...said, ...called });
}

function partsOf({ name, arguments: given }: ToolCall): object {
  return { tool: name, arguments: given };
}

function toLine(value: object): string {
  return cutText(JSON.stringify(value));
}

function cutText(text: string): string {
  if (text.length <= longestText) return text;
  const half = longestText / 2;
  const left = text.length - longestText;
  return `${text.slice(0, half)} […${left} characters left out…] ${text.slice(-half)}`;
}

function cutLines(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  const half = mostLines / 2;
  const left = lines.length - mostLines;
  return [...lines.slice(0, half), `[…${left} messages left out…]`, ...lines.slice(-half)];
}
